/** A server on any free port, which it prints: `load-server.ts fixed|delay|stall`. Raw sockets, so that it costs next to nothing. */
import { createServer, type Socket } from 'node:net';

const [kind = 'fixed'] = process.argv.slice(2);
const answer = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 17\r\n\r\n{"hello":"world"}';

/** One second of every ten it answers nobody, beginning with the fifth. */
function stallLeftMs(): number {
  const inTurn = (performance.now() - startedMs) % 10_000;
  return inTurn >= 4000 && inTurn < 5000 ? 5000 - inTurn : 0;
}

const startedMs = performance.now();
const reply = (socket: Socket): void => void socket.write(answer, 'latin1');
const kinds: Readonly<Record<string, (socket: Socket) => void>> = {
  fixed: reply,
  delay: (socket) => setTimeout(reply, 50, socket),
  stall: (socket) => {
    const left = stallLeftMs();
    if (left === 0) reply(socket);
    else setTimeout(reply, left, socket);
  },
};
const serve = kinds[kind];
if (serve === undefined) throw new Error(`no such server: ${kind}`);

const server = createServer({ noDelay: true }, (socket) => {
  // Each request comes in one piece over loopback.
  socket.on('data', () => {
    serve(socket);
  });
  socket.on('error', () => {
    socket.destroy();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
