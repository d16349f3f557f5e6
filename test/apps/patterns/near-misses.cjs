'use strict';
// Each function costs about what its wasteful one does, and only nearly has its pattern.
const { createHash } = require('node:crypto');
const { rows, text, words, ids } = require('./data.cjs');

function hashOnce() {
  return createHash('sha256').update(text.repeat(12)).digest('hex').length;
}

function copyDeeply() {
  return structuredClone(rows).length;
}

const parse = (line) => line.split(',').map((part) => part.length);

function parseByHand() {
  return parse(text).length + parse(text.slice(1)).length;
}

function writeAsJson() {
  return JSON.stringify([rows, rows, rows, words]).length;
}

function compareFields() {
  const other = rows.slice();
  let same = 0;
  for (let turn = 0; turn < 60; turn++) {
    same += rows.every(({ id, name }, index) => other[index].id === id && other[index].name === name) ? 1 : 0;
  }
  return same;
}

const idSet = new Set(ids);

function lookUpInLoop() {
  let found = 0;
  for (let turn = 0; turn < 60; turn++) {
    for (const word of words) if (idSet.has(word.length * turn)) found++;
  }
  return found;
}

function gatherInPlace() {
  const all = [];
  for (let turn = 0; turn < 60; turn++) {
    for (const id of ids) all.push(id + turn);
  }
  return all.length;
}

function takeFromTheEnd() {
  let queue = [];
  for (let turn = 0; turn < 30_000; turn++) {
    queue.push(turn);
  }
  while (queue.length > 0) queue.pop();
  return queue.length;
}

const kept = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });

function keptFormatter() {
  let length = 0;
  for (const id of ids) length += kept.format(id).length;
  return length;
}

const add = new Function('a', 'return a + 1');

function callCompiled() {
  let sum = 0;
  for (let turn = 0; turn < 60_000; turn++) sum += add(turn);
  return sum;
}

function testLiteral() {
  let found = 0;
  for (let turn = 0; turn < 25; turn++) {
    for (const word of words) if (/^row7[0-9]?$/i.test(word)) found++;
  }
  return found;
}

function testLongText() {
  return /^[\w\s"{}:,[\]]*$/.test(text.repeat(8)) ? 1 : 0;
}

function valueAsAnswer() {
  let missing = 0;
  for (let turn = 0; turn < 60; turn++) {
    for (const word of words) if (idSet.has(word) === false) missing++;
  }
  return missing;
}

function differentInLoop() {
  let found = 0;
  for (let turn = 0; turn < 12; turn++) {
    for (const { id, tags } of rows) if (new Set(tags).has(id)) found++;
  }
  return found;
}

function tagsOf(all, from) {
  const counts = {};
  for (let turn = from; turn < 15; turn++) {
    for (const { tags } of all) for (const tag of tags) counts[tag] = (counts[tag] ?? 0) + 1;
  }
  return counts;
}

function otherArguments(turn) {
  return tagsOf(rows, turn % 2).t1;
}

function writeToMemory() {
  const lines = [];
  for (let turn = 0; turn < 4000; turn++) lines.push(`an ordinary line ${turn} of an ordinary log`);
  return lines.join('\n').length;
}

const logger = { debug: (order, line) => (order === undefined ? line : undefined) };

function logObject() {
  for (let turn = 0; turn < 30_000; turn++) logger.debug({ rows, turn }, 'rows');
  return 1;
}

module.exports = {
  'synchronous-call': hashOnce,
  'json-copy': copyDeeply,
  'json-parse-per-call': parseByHand,
  'json-indented': writeAsJson,
  'json-compare': compareFields,
  'nested-scan': lookUpInLoop,
  'copy-per-step': gatherInPlace,
  'shift-in-loop': takeFromTheEnd,
  'formatter-per-call': keptFormatter,
  'compiled-per-call': callCompiled,
  'expression-per-call': testLiteral,
  'backtracking-expression': testLongText,
  'error-per-call': valueAsAnswer,
  'repeated-in-loop': differentInLoop,
  'same-arguments': otherArguments,
  'console-per-request': writeToMemory,
  'costly-log-message': logObject,
};
