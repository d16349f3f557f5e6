/** VS Code in a browser for the tests of one suite. */
import { hostLog } from '../host-log.ts';
import { installServer, type VscodeServer } from '../install-server.ts';
import { serve, type RunningServer, type ServeOptions } from '../serve.ts';
import { browserSuite } from './browser-suite.ts';
import type { Resources } from './resources.ts';
import { Workbench, type OpenOptions } from './workbench.ts';

export interface EditorSuite {
  open(options: Omit<OpenOptions, 'port'>): Promise<Workbench>;
}

/** What has to be there before the server starts; it may add what is to be stopped with it. */
type Prepare = (host: VscodeServer, resources: Resources) => Promise<ServeOptions>;

/** To be called in a `describe`: a server and a browser, from before its first test until after the last. */
export function editorSuite(options: ServeOptions | Prepare = {}): EditorSuite {
  let server: RunningServer | undefined;
  const started = (): RunningServer => {
    if (server === undefined) throw new Error('The server starts before the first test.');
    return server;
  };
  const { resources, browser } = browserSuite(() => hostLog(started().dataFolder));

  before(async () => {
    const host = await installServer();
    server = await serve(host, typeof options === 'function' ? await options(host, resources) : options);
    resources.add(server.stop);
  });

  return { open: (more) => Workbench.open(browser(), { port: started().port, ...more }) };
}
