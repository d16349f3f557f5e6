'use strict';
// Each function has the pattern of one rule. The number of turns makes them cost about the same.
const { pbkdf2Sync } = require('node:crypto');
const { rows, text, words, ids } = require('./data.cjs');

function hashSlowly() {
  return pbkdf2Sync('text', 'salt', 2200, 32, 'sha256').length;
}

function copyByText() {
  const copy = JSON.parse(JSON.stringify(rows));
  return copy.length;
}

function parseEachTime() {
  let count = 0;
  for (let turn = 0; turn < 2; turn++) {
    count += JSON.parse(turn === 0 ? text : `[${turn},${text}]`).length;
  }
  return count;
}

function indent() {
  return JSON.stringify([rows, rows, rows], null, 2).length;
}

const stored = [rows, rows];
const sent = [rows, rows, 1];

function compareAsText() {
  return JSON.stringify(stored) === JSON.stringify(sent) ? 1 : 0;
}

function scanInLoop() {
  let found = 0;
  for (const { name } of [...rows, ...rows, ...rows]) {
    if (words.includes(`${name}?`)) found++;
  }
  return found;
}

function copyPerStep() {
  let all = [];
  for (const id of ids) {
    all = [...all, id];
  }
  return all.length;
}

function unshiftInLoop() {
  const queue = [];
  for (let turn = 0; turn < 2500; turn++) {
    queue.unshift(turn);
  }
  return queue.length;
}

function formatterPerCall() {
  let length = 0;
  for (let turn = 0; turn < 12; turn++) {
    const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });
    length += format.format(turn).length;
  }
  return length;
}

function compilePerCall() {
  let sum = 0;
  for (let turn = 0; turn < 300; turn++) {
    const add = new Function('a', `return a + ${turn % 150}`);
    sum += add(turn);
  }
  return sum;
}

function expressionPerCall() {
  let found = 0;
  for (let turn = 0; turn < 1000; turn++) {
    if (new RegExp(`^row${turn}[0-9]?$`, 'i').test('row7')) found++;
  }
  return found;
}

function backtrack() {
  return /^(\w+\s?)*$/.test('nineteen letters or so!') ? 1 : 0;
}

function errorAsAnswer() {
  let missing = 0;
  for (let turn = 0; turn < 120; turn++) {
    try {
      if (turn < 999) throw new RangeError('none');
    } catch {
      missing++;
    }
  }
  return missing;
}

function repeatInLoop() {
  let found = 0;
  for (const { id } of rows.slice(0, 30)) {
    if (new Set(ids).has(id)) found++;
  }
  return found;
}

function tagCounts(all) {
  const counts = {};
  for (let turn = 0; turn < 15; turn++) {
    for (const { tags } of all) for (const tag of tags) counts[tag] = (counts[tag] ?? 0) + 1;
  }
  return counts;
}

function sameArguments() {
  return tagCounts(rows).t1;
}

function writeToConsole() {
  for (let turn = 0; turn < 30; turn++) {
    console.log('an ordinary line of an ordinary log');
  }
  return 1;
}

const logger = { level: 'info', debug: (line) => (logger.level === 'debug' ? process.stdout.write(line) : undefined) };

function describeForLog() {
  logger.debug(`rows: ${JSON.stringify(rows)} ${JSON.stringify(rows)}`);
  return 1;
}

module.exports = {
  'synchronous-call': hashSlowly,
  'json-copy': copyByText,
  'json-parse-per-call': parseEachTime,
  'json-indented': indent,
  'json-compare': compareAsText,
  'nested-scan': scanInLoop,
  'copy-per-step': copyPerStep,
  'shift-in-loop': unshiftInLoop,
  'formatter-per-call': formatterPerCall,
  'compiled-per-call': compilePerCall,
  'expression-per-call': expressionPerCall,
  'backtracking-expression': backtrack,
  'error-per-call': errorAsAnswer,
  'repeated-in-loop': repeatInLoop,
  'same-arguments': sameArguments,
  'console-per-request': writeToConsole,
  'costly-log-message': describeForLog,
};
