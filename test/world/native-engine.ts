/** v8-profiler-next, built for a Node.js of the tests: a native add-on fits one version only. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { installNode } from '../host/install-server.ts';
import { installAside } from '../host/install/packages.ts';
import packageJson from '../../package.json' with { type: 'json' };

const version = packageJson.optionalDependencies['v8-profiler-next'];

/** A folder from which that Node.js loads the add-on, or why there is none. */
export async function nativeEngineFor(major: number): Promise<{ readonly folder: string } | { readonly why: string }> {
  const folder = path.join(cacheFolder, 'v8-profiler-next', `${version}-node-${major}`);
  try {
    const home = await installNode(major);
    if (!existsSync(folder)) await install(folder, home);
    await load(path.join(home, 'bin', 'node'), folder);
    return { folder };
  } catch (error) {
    return { why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

/** Its own headers come with the Node.js: nothing else has to be fetched to compile against it. */
function install(folder: string, home: string): Promise<void> {
  return installAside(folder, [`v8-profiler-next@${version}`], {
    ...process.env,
    PATH: [path.join(home, 'bin'), process.env['PATH']].join(path.delimiter),
    npm_config_nodedir: home,
    // Newer npm asks before it runs install scripts; without them nothing here is built.
    npm_config_dangerously_allow_all_scripts: 'true',
    npm_config_ignore_scripts: 'false',
  });
}

function load(node: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(node, ['-e', "require('v8-profiler-next')"], { cwd: folder }, (error) => {
      if (error === null) resolve();
      else reject(new Error(`it does not load: ${error.message}`));
    });
  });
}
