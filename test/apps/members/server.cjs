// A shop for members: what most of it answers depends on who asks, and on what was asked before.
const { createServer } = require('node:http');
const { randomUUID } = require('node:crypto');

// In parts, so that a search for what must not be kept does not find this text.
const password = ['correct', 'horse'].join(' ');
const users = new Map(); // token → name
const sessions = new Set();
const orders = new Map(); // id → paid

function work(rounds) {
  let x = 1;
  for (let i = 0; i < rounds; i++) x = (x * 48271) % 2147483647;
  return x;
}

const routes = {
  'POST /login': ({ body, answer }) => {
    if (body.password !== password) return answer(401, { error: 'no' });
    const token = ['token', 'of', body.name, randomUUID()].join('-');
    const session = ['ses', 'sion', randomUUID()].join('-');
    users.set(token, body.name);
    sessions.add(session);
    return answer(200, { access: { token }, name: body.name }, { 'set-cookie': `sid=${session}; HttpOnly; Path=/` });
  },
  'GET /me': ({ user, answer }) => answer(200, { name: user, work: work(20_000) }),
  'POST /orders': ({ answer }) => {
    const id = randomUUID();
    orders.set(id, false);
    answer(201, { order: { id } }, { location: `/orders/${id}` });
  },
  'GET /orders/:id': ({ id, answer }) => answer(orders.has(id) ? 200 : 404, { id, work: work(60_000) }),
  'POST /orders/:id/pay': ({ id, answer }) => {
    if (orders.get(id) !== false) return answer(409, { error: 'already paid' });
    orders.set(id, true);
    return answer(200, { paid: true, work: work(40_000) });
  },
  // Quick, and wrong in two ways: by its status, and by what it says under a good status.
  'GET /broken': ({ answer }) => answer(500, { error: 'broken' }),
  'GET /lies': ({ answer }) => answer(200, { ok: false }),
  'POST /graphql': ({ body, answer }) => {
    const rounds = { Cheap: 2_000, Dear: 80_000 }[body.operationName] ?? 0;
    answer(200, { data: { [body.operationName]: work(rounds) } });
  },
};

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [, id] = /^\/orders\/([^/]+)/.exec(pathname) ?? [];
    const pattern = id === undefined ? pathname : pathname.replace(id, ':id');
    const answer = (status, value, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
    };
    const handler = routes[`${request.method} ${pattern}`];
    if (handler === undefined) return answer(404, {});
    const user = users.get((request.headers.authorization ?? '').replace('Bearer ', ''));
    const known = sessions.has(/sid=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]);
    const open = pattern === '/login' || pattern === '/broken' || pattern === '/lies' || pattern === '/graphql';
    if (!open && (user === undefined || !known)) return answer(401, { error: 'who?' });
    return handler({ body: chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : {}, user, id, answer });
  });
}).listen(Number(process.env.PORT ?? 0), '127.0.0.1');
