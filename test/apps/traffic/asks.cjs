// Asks others while it answers, in known numbers: HTTP by two clients, and a protocol of its own over TCP. Whom it asks is a
// process of its own, which is started by this one and tells its ports.
const http = require('node:http');
const net = require('node:net');
const path = require('node:path');
const { fork } = require('node:child_process');

const others = new Promise((resolve) => {
  fork(path.join(__dirname, 'asked.cjs'), { env: { ...process.env, NODE_OPTIONS: '' } }).once('message', resolve);
});
const kept = new http.Agent({ keepAlive: true });

function getWithNode(port, path, agent) {
  return new Promise((resolve, reject) => {
    http.get({ port, path, agent }, (answer) => answer.resume().on('end', resolve)).on('error', reject);
  });
}

// One connection for ever, one question at a time.
let line;
async function ask(port) {
  line ??= new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, () =>
      resolve({ socket, last: Promise.resolve() }),
    );
  });
  const open = await line;
  open.last = open.last.then(
    () =>
      new Promise((resolve) => {
        open.socket.once('data', resolve);
        open.socket.write('q'.repeat(10));
        open.socket.write('q'.repeat(10));
      }),
  );
  return open.last;
}

const routes = {
  '/none': () => undefined,
  '/kept': async ({ web }) => {
    await getWithNode(web, '/items/17?token=secret', kept);
    await getWithNode(web, '/items/18?token=secret', kept);
  },
  '/fresh': async ({ web }) => getWithNode(web, '/fresh', false),
  '/fetch': async ({ web }) => {
    for (let i = 0; i < 3; i++) await (await fetch(`http://127.0.0.1:${web}/fetched`)).text();
  },
  '/tcp': async ({ tcp }) => {
    for (let i = 0; i < 5; i++) await ask(tcp);
  },
};

http
  .createServer(async (request, response) => {
    const asked = routes[request.url];
    if (asked === undefined) return void response.writeHead(404).end();
    await asked(await others);
    response.end('done');
  })
  .listen(0, '127.0.0.1');
