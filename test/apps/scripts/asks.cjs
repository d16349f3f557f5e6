'use strict';
// A job that asks others, in known numbers: 20 requests over one connection, 10 by fetch. Whom it asks is ../traffic/asked.cjs.
const http = require('node:http');
const path = require('node:path');
const { fork } = require('node:child_process');

const others = fork(path.join(__dirname, '../traffic/asked.cjs'), { env: { ...process.env, NODE_OPTIONS: '' } });
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function get(port, of) {
  return new Promise((resolve, reject) => {
    http.get({ port, path: of, agent }, (answer) => answer.resume().on('end', resolve)).on('error', reject);
  });
}

others.once('message', async ({ web }) => {
  for (let id = 0; id < 20; id++) await get(web, `/items/${id}`);
  for (let i = 0; i < 10; i++) await (await fetch(`http://127.0.0.1:${web}/fetched`)).text();
  agent.destroy();
  others.disconnect();
});
