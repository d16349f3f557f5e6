/** Servers that answer bytes of their own making, for what a well-behaved server cannot be made to say. */
import { createServer, type Socket } from 'node:net';

export interface RawServer {
  readonly url: string;
  /** Connections that were ever opened. */
  readonly opened: () => number;
  close(): Promise<void>;
}

/** Calls `answer` for each request without a body. */
export async function rawServer(answer: (socket: Socket, request: string) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let opened = 0;
  const server = createServer((socket) => {
    opened++;
    sockets.add(socket);
    let unread = '';
    socket.on('data', (bytes) => {
      unread += bytes.toString('latin1');
      for (let end = unread.indexOf('\r\n\r\n'); end >= 0; end = unread.indexOf('\r\n\r\n')) {
        const request = unread.slice(0, end);
        unread = unread.slice(end + 4);
        answer(socket, request);
      }
    });
    socket.on('error', () => {
      // A client that gives up resets its connection; that is what these tests are about.
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    opened: () => opened,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
