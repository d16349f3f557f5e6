/**
 * Answers after a time that is drawn for each request, and notes how long it really took from the request to the answer, by its own clock.
 * A child with a message channel: it sends its port; asked for anything, it sends what it noted, in the order of the requests, ms. Raw sockets,
 * so that it has next to nothing to do.
 */
import { createServer, type Socket } from 'node:net';
import { randomFrom } from '../synthetic-profile.ts';

const answer = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok';
const random = randomFrom(7);
const tookMs: number[] = [];

/** Half of the answers around 10 ms, a long tail up to 120. */
function drawnMs(): number {
  return Math.min(120, 5 + 8 * -Math.log(1 - random()));
}

function serve(socket: Socket): void {
  const place = tookMs.push(NaN) - 1;
  const cameMs = performance.now();
  setTimeout(() => {
    socket.write(answer, 'latin1');
    tookMs[place] = performance.now() - cameMs;
  }, drawnMs());
}

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
  if (address !== null && typeof address === 'object') process.send?.(address.port);
});
process.on('message', () => process.send?.(tookMs.splice(0)));
process.on('disconnect', () => process.exit());
