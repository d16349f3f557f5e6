/** The line to the tool: JSON lines over a local socket that never holds the application's event loop open. */
import { connect } from 'node:net';
import process from 'node:process';
import { threadId } from 'node:worker_threads';
import type { AgentHello, FromAgent, ToAgent } from '../model/agent-protocol.ts';

export interface Connection {
  send(message: FromAgent): void;
}

export interface ConnectOptions {
  readonly socketPath: string;
  readonly secret: string;
  readonly onRequest: (request: ToAgent) => void;
  /** The tool is gone, however it went. */
  readonly onLost: () => void;
}

export function connectToTool({ socketPath, secret, onRequest, onLost }: ConnectOptions): Connection {
  const socket = connect(socketPath);
  let connected = false;
  let buffered = '';
  socket.unref();
  socket.setEncoding('utf8');
  socket.on('connect', () => (connected = true));
  socket.on('data', (text: string) => {
    const lines = (buffered + text).split('\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) onRequest(JSON.parse(line) as ToAgent);
  });
  // 'close' follows; without a listener an error would end the application.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (connected) onLost();
  });
  const send = (message: FromAgent): void => void socket.write(`${JSON.stringify(message)}\n`);
  send(hello(secret));
  return { send };
}

const longestPath = 1500;

function hello(secret: string): AgentHello {
  return {
    kind: 'hello',
    secret,
    pid: process.pid,
    parentPid: process.ppid,
    threadId,
    nodeVersion: process.version,
    v8Version: process.versions.v8,
    // The tool reads no longer a greeting than this, and needs the program and its file only.
    argv: process.argv.slice(0, 2).filter(({ length }) => length < longestPath),
  };
}
