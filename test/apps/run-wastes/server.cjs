// Wastes that show in what a run sees beside the CPU of its functions, and beside each the same thing done well. Whom it asks is
// a process of its own, which it starts.
const express = require('express');
const http = require('node:http');
const path = require('node:path');
const { fork } = require('node:child_process');
const { parse } = require('@babel/parser');

const other = new Promise((resolve) => {
  fork(path.join(__dirname, 'asked.cjs'), { env: { ...process.env, NODE_OPTIONS: '' } }).once('message', resolve);
});
const kept = new http.Agent({ keepAlive: true });
const source = Array.from({ length: 60 }, (_, i) => `export const sum${i} = (a, b) => a + b * ${i};\n`).join('');

async function getText(path, agent = kept) {
  const port = await other;
  return new Promise((resolve, reject) => {
    http
      .get({ port, path, agent }, (answer) => {
        let text = '';
        answer.on('data', (part) => (text += part)).on('end', () => resolve(text));
      })
      .on('error', reject);
  });
}

async function oneByOne(ids) {
  let sum = 0;
  for (const id of ids) {
    sum += Number(await getText(`/prices/${id}`));
  }
  return String(sum);
}

async function loadUser() {
  return getText('/users/1');
}

async function loadOffers() {
  return getText('/offers/2');
}

async function inSeries() {
  const user = await loadUser();
  const offers = await loadOffers();
  return user + offers;
}

async function together() {
  const [user, offers] = await Promise.all([loadUser(), loadOffers()]);
  return user + offers;
}

async function dependent() {
  const user = await loadUser();
  const offers = await getText(`/offers/${user}`);
  return user + offers;
}

function countStatements() {
  return String(parse(source, { sourceType: 'module' }).program.body.length);
}

const app = express();
app.get('/one-by-one', async (request, response) => response.end(await oneByOne([1, 2, 3, 4, 5, 6])));
app.get('/series', async (request, response) => response.end(await inSeries()));
app.get('/together', async (request, response) => response.end(await together()));
app.get('/dependent', async (request, response) => response.end(await dependent()));
app.get('/fresh', async (request, response) => response.end(await getText('/fresh/1', false)));
app.get('/some-of-list', async (request, response) => response.end(JSON.parse(await getText('/list'))[3].text));
app.get('/whole-list', async (request, response) => response.end(await getText('/list')));
app.get('/statements', (request, response) => response.end(countStatements()));
app.listen(0, '127.0.0.1');
