/**
 * Every connection that the application opens, from its first moment on: one that is kept open for later is as interesting as a
 * new one. It costs something when a connection is opened, and nothing when it is used.
 */
import { Socket } from 'node:net';

export interface ClientSocket {
  readonly socket: Socket;
  /** `host:port`, or the path of a local socket. */
  readonly peer: string;
  readonly local: boolean;
  readonly secure: boolean;
  /** Counters when bytes were last given to somebody. */
  seenRead: number;
  seenWritten: number;
  /** Since the notes began. */
  isNew: boolean;
  isHttp: boolean;
  writes: number;
  roundTrips: number;
  readAtWrite: number;
}

export interface ClientSockets {
  /** Any, ever. */
  readonly used: () => boolean;
  readonly of: (socket: unknown) => ClientSocket | undefined;
  readonly open: () => readonly ClientSocket[];
  /** Counts writes and round trips from here on, and tells of each connection that is closed. */
  readonly begin: (onClose: (closed: ClientSocket) => void) => void;
  readonly end: () => void;
  /** For who comes late: connections that are open already, among other things. Those that rest are met when they are used. */
  readonly adopt: (handles: readonly unknown[]) => void;
  readonly release: () => void;
}

type Method = (this: Socket, ...args: unknown[]) => unknown;
const own = Socket.prototype as unknown as { connect: Method; write: Method };

export function watchClientSockets(ignored: string | undefined): ClientSockets {
  const open = new Map<unknown, ClientSocket>();
  const { connect, write } = own;
  let used = false;
  let isLate = false;
  let tellClosed: ((closed: ClientSocket) => void) | undefined;
  const watch = (known: ClientSocket): void => {
    open.set(known.socket, known);
    known.socket.once('close', () => {
      open.delete(known.socket);
      tellClosed?.(known);
    });
  };
  const connectWatched: Method = function (...args) {
    const known = describe(this, args);
    if (known !== undefined && known.peer !== ignored && !open.has(this)) {
      used = true;
      watch(known);
    }
    return connect.apply(this, args);
  };
  own.connect = connectWatched;
  const adopt = (handle: unknown): ClientSocket | undefined => {
    const known = describeOpen(handle);
    if (known !== undefined && !open.has(known.socket)) watch(known);
    return open.get(handle);
  };
  return {
    // Who came late cannot know.
    used: () => used || isLate,
    of: (socket) => open.get(socket) ?? (isLate ? adopt(socket) : undefined),
    open: () => [...open.values()],
    begin: (onClose) => {
      tellClosed = onClose;
      for (const each of open.values()) forget(each);
      own.write = function (...args) {
        const known = open.get(this);
        if (known !== undefined) noteWrite(known);
        return write.apply(this, args);
      };
    },
    end: () => {
      tellClosed = undefined;
      // `write` is inherited from the stream.
      Reflect.deleteProperty(own, 'write');
    },
    adopt: (handles) => {
      isLate = true;
      handles.forEach(adopt);
    },
    release: () => {
      // Somebody else may have put another in its place meanwhile.
      if (own.connect === connectWatched) own.connect = connect;
    },
  };
}

/** Sent in one go before anything came back: one round trip, however many writes. */
function noteWrite(known: ClientSocket): void {
  const { bytesRead } = known.socket;
  known.writes++;
  if (known.roundTrips === 0 || bytesRead !== known.readAtWrite) known.roundTrips++;
  known.readAtWrite = bytesRead;
}

function forget(known: ClientSocket): void {
  known.seenRead = known.socket.bytesRead;
  known.seenWritten = known.socket.bytesWritten;
  known.isNew = false;
  known.isHttp = false;
  known.writes = 0;
  known.roundTrips = 0;
}

/** Of a connection that was open before anybody looked. One that a server accepted knows its server; local ones have no address. */
function describeOpen(handle: unknown): ClientSocket | undefined {
  if (!(handle instanceof Socket) || ((handle as { server?: unknown }).server ?? null) !== null) return undefined;
  const { remoteAddress, remotePort, bytesRead, bytesWritten } = handle;
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  const { _host: named } = handle as { readonly _host?: unknown };
  return {
    socket: handle,
    peer: `${typeof named === 'string' ? named : remoteAddress}:${remotePort}`,
    local: false,
    secure: 'encrypted' in handle,
    ...{ seenRead: bytesRead, seenWritten: bytesWritten, readAtWrite: bytesRead },
    ...{ isNew: false, isHttp: false, writes: 0, roundTrips: 0 },
  };
}

/** `connect(options)`, `connect(port, host)`, `connect(path)`, and Node.js's own `connect([options, callback])`. */
function describe(socket: Socket, [first, second]: readonly unknown[]): ClientSocket | undefined {
  const options = (Array.isArray(first) ? (first as readonly unknown[])[0] : first) as
    { readonly path?: unknown; readonly port?: unknown; readonly host?: unknown } | string | number | null | undefined;
  const fresh = { isNew: true, isHttp: false, seenRead: 0, seenWritten: 0, writes: 0, roundTrips: 0, readAtWrite: 0 };
  const secure = 'encrypted' in socket;
  const at = (peer: string, local: boolean): ClientSocket => ({ socket, peer, local, secure, ...fresh });
  if (typeof options === 'number' || (typeof options === 'string' && /^\d+$/.test(options)))
    return at(`${typeof second === 'string' ? second : 'localhost'}:${options}`, false);
  if (typeof options === 'string') return at(options, true);
  if (typeof options !== 'object' || options === null) return undefined;
  if (typeof options.path === 'string') return at(options.path, true);
  const host = typeof options.host === 'string' && options.host !== '' ? options.host : 'localhost';
  return at(`${host}:${String(options.port)}`, false);
}
