// A job in TypeScript, an ES module: parses the same text often enough to be seen.
interface Row {
  readonly id: number;
  readonly tags: readonly string[];
}

const text = JSON.stringify(Array.from({ length: 400 }, (_, id): Row => ({ id, tags: ['a', `t${id % 9}`] })));

function parseRows(): readonly Row[] {
  return JSON.parse(text) as readonly Row[];
}

function countTags(rows: readonly Row[]): number {
  return rows.reduce((sum, { tags }) => sum + tags.length, 0);
}

let tags = 0;
for (let turn = 0; turn < 3000; turn++) tags += countTags(parseRows());
console.log(tags);
