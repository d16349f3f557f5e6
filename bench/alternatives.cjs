/**
 * What is left of a pattern's cost when it is written as its finding says: CPU of one round before and after, and the part that is left.
 * The figures behind `src/advise/removes.ts`. Run it with each Node.js: `node bench/alternatives.cjs`.
 */
'use strict';
const { gzipSync } = require('node:zlib');
const { isDeepStrictEqual } = require('node:util');

const leastUs = 120_000;
let sink;

/** CPU time of a call in µs, over enough of them to be told. */
function cpuUs(work) {
  for (let i = 0; i < 200; i++) sink = work(i);
  for (let count = 1; ;) {
    const begun = process.cpuUsage();
    for (let i = 0; i < count; i++) sink = work(i);
    const { user, system } = process.cpuUsage(begun);
    if (user + system > leastUs) return (user + system) / count;
    count = Math.ceil(count * Math.max(2, (1.25 * leastUs) / Math.max(user + system, 1000)));
  }
}

function tell(name, before, after) {
  const [was, is] = [cpuUs(before), cpuUs(after)];
  console.log(`${name.padEnd(42)} ${was.toFixed(3)} µs → ${is.toFixed(3)} µs, left ${((is / was) * 100).toFixed(1)} %`);
}

const order = (id) => ({
  id,
  customer: { name: 'Ann Example', mail: 'ann@example.com', address: { street: 'Road 1', city: 'Town', zip: '12345' } },
  lines: Array.from({ length: 20 }, (_, i) => ({ sku: `sku-${i}`, count: i, price: i * 1.25, tags: ['a', 'b'] })),
});
const one = order(1);
const same = order(1);
const many = Array.from({ length: 100 }, (_, i) => order(i));

const byHand = ({ customer, lines, ...rest }) => ({
  ...rest,
  customer: { ...customer, address: { ...customer.address } },
  lines: lines.map((line) => ({ ...line, tags: [...line.tags] })),
});
const viaJson = () => JSON.parse(JSON.stringify(one));
tell('json-copy, all copied by hand', viaJson, () => byHand(one));
tell('json-copy, structuredClone', viaJson, () => structuredClone(one));
tell(
  'json-indented, one object',
  () => JSON.stringify(one, null, 2),
  () => JSON.stringify(one),
);
tell(
  'json-indented, a hundred',
  () => JSON.stringify(many, null, 2),
  () => JSON.stringify(many),
);
tell(
  'json-compare, all fields equal',
  () => JSON.stringify(one) === JSON.stringify(same),
  () => isDeepStrictEqual(one, same),
);

const money = { style: 'currency', currency: 'EUR' };
const moneyFormat = new Intl.NumberFormat('en-GB', money);
const date = { dateStyle: 'full', timeStyle: 'short' };
const dateFormat = new Intl.DateTimeFormat('en-GB', date);
tell(
  'formatter, numbers',
  (i) => new Intl.NumberFormat('en-GB', money).format(i),
  (i) => moneyFormat.format(i),
);
tell(
  'formatter, dates',
  (i) => new Intl.DateTimeFormat('en-GB', date).format(i),
  (i) => dateFormat.format(i),
);
tell(
  'toLocaleString with options',
  (i) => i.toLocaleString('en-GB', money),
  (i) => moneyFormat.format(i),
);
tell(
  'toLocaleString with a locale alone',
  (i) => i.toLocaleString('en-GB'),
  (i) => moneyFormat.format(i),
);

const text = `${'lorem ipsum dolor sit amet '.repeat(40)}word`;
const word = /word/i;
tell(
  'expression, long text',
  () => new RegExp('word', 'i').test(text),
  () => word.test(text),
);
tell(
  'expression, short text',
  () => new RegExp('word', 'i').test('a word'),
  () => word.test('a word'),
);

for (const length of [5, 20, 100, 1000]) {
  const keys = Array.from({ length }, (_, i) => `k${i}`);
  const known = new Set(keys);
  const filled = () => {
    const all = {};
    for (const key of keys) all[key] = 1;
    return all;
  };
  tell(`copy-per-step, object of ${length}`, () => keys.reduce((all, key) => ({ ...all, [key]: 1 }), {}), filled);
  tell(
    `copy-per-step, array of ${length}`,
    () => keys.reduce((all, key) => [...all, key], []),
    () => keys.map((key) => key),
  );
  tell(
    `nested-scan of ${length}`,
    () => keys.filter((key) => keys.includes(key)),
    () => {
      const set = new Set(keys);
      return keys.filter((key) => set.has(key));
    },
  );
  sink = known;
}

function caught() {
  try {
    throw new Error('no');
  } catch {
    return undefined;
  }
}
tell('error thrown and caught', caught, () => ({ ok: false }));

const page = Buffer.from(JSON.stringify(many));
for (const level of [1, 6, 9])
  console.log(
    `gzip at level ${level}: ${page.length} → ${gzipSync(page, { level }).length} bytes, ${cpuUs(() => gzipSync(page, { level })).toFixed(0)} µs`,
  );
process.exitCode = sink === undefined ? 1 : 0;
