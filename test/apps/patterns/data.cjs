'use strict';
const rows = Array.from({ length: 400 }, (_, id) => ({ id, name: `row ${id}`, tags: [`t${id % 7}`, `u${id % 11}`] }));
module.exports = {
  rows,
  text: JSON.stringify(rows),
  words: rows.map(({ name }) => name.replace(' ', '')),
  ids: rows.map(({ id }) => id),
};
