/**
 * A session with V8's inspector from inside the thread it inspects. Its commands are answered synchronously, so samples
 * start and stop exactly where they are asked to; no port is opened.
 */
import { Session } from 'node:inspector';

export interface InspectorSession {
  call(method: string, params?: object): unknown;
  on(event: string, listener: (params: unknown) => void): void;
  off(event: string, listener: (params: unknown) => void): void;
  close(): void;
}

/** The session is opened on first use: an application that is only started and stopped pays nothing. */
export function openSession(): InspectorSession {
  let opened: Session | undefined;
  const session = (): Session => {
    if (opened === undefined) {
      opened = new Session();
      opened.connect();
    }
    return opened;
  };
  return {
    call: (method, params) => call(session(), method, params),
    on: (event, listener) => {
      session().on(event, ({ params }: { params: unknown }) => {
        listener(params);
      });
    },
    off: (event) => {
      session().removeAllListeners(event);
    },
    // V8 stops whatever the session had running.
    close: () => {
      opened?.disconnect();
    },
  };
}

function call(session: Session, method: string, params: object | undefined): unknown {
  let failure: Error | null = new Error(`the inspector did not answer ${method}`);
  let result: unknown;
  session.post(method, params ?? {}, (error: Error | null, value?: object) => {
    failure = error;
    result = value;
  });
  // The callback has run by now: a session to one's own thread is synchronous.
  const failed = failure as Error | { message: string } | null;
  if (failed !== null) throw new Error(failed.message);
  return result;
}
