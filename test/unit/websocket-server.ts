/** As much of a WebSocket server (RFC 6455) as tests need: short texts, one frame each. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

export interface Peer {
  send(text: string): void;
  close(code: number): void;
}

export interface WebSocketServer {
  readonly url: string;
  /** Opening requests, in order. */
  readonly opened: readonly IncomingMessage[];
  /** Codes with which clients said goodbye; 0 for one that hung up. */
  readonly closed: readonly number[];
  /** Resolves when every client has gone. */
  left(): Promise<void>;
  close(): Promise<void>;
}

export async function webSocketServer(
  answer: (peer: Peer, text: string) => void,
  { greet, refuse = false }: { readonly greet?: (peer: Peer) => void; readonly refuse?: boolean } = {},
): Promise<WebSocketServer> {
  const [opened, closed]: [IncomingMessage[], number[]] = [[], []];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.end('over HTTP'));
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    sockets.add(socket);
    if (refuse) {
      socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    opened.push(request);
    const key = request.headers['sec-websocket-key'] ?? '';
    // RFC 6455, 4.2.2.
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
    const peer: Peer = {
      send: (text) => void socket.write(frame(1, Buffer.from(text))),
      close: (code) => void socket.write(frame(8, Buffer.from([code >> 8, code & 255]))),
    };
    greet?.(peer);
    let saidGoodbye = false;
    let unread = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      unread = Buffer.concat([unread, bytes]);
      for (let read = readFrame(unread); read !== undefined; read = readFrame(unread)) {
        unread = unread.subarray(read.length);
        if (read.opcode === 1) answer(peer, read.payload.toString());
        if (read.opcode !== 8) continue;
        saidGoodbye = true;
        closed.push(read.payload.length < 2 ? 1005 : read.payload.readUInt16BE(0));
        socket.end(frame(8, read.payload));
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (!saidGoodbye) closed.push(0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    opened,
    closed,
    left: async () => {
      for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Of a server: not masked. Up to 65,535 bytes. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? [0x80 | opcode, length] : [0x80 | opcode, 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Of a client: masked. */
function readFrame(
  bytes: Buffer,
): { readonly opcode: number; readonly payload: Buffer; readonly length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 127;
  const at = short === 126 ? 4 : 2;
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < at + 4 + size) return undefined;
  const mask = bytes.subarray(at, at + 4);
  const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + size).map((byte, i) => byte ^ (mask[i % 4] ?? 0)));
  return { opcode: (bytes[0] ?? 0) & 15, payload, length: at + 4 + size };
}
