/** Other people's tools, installed on demand into the cache folder: they are no dependency of this project. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../test/host/cache.ts';
import { installAside } from '../test/host/install/packages.ts';

/** The folder in whose `node_modules` the package is. Install scripts do not run: none of these needs one. */
export async function installPeer(packageAndVersion: string): Promise<string> {
  const folder = join(cacheFolder, 'peers', packageAndVersion.replaceAll(/[^a-z0-9.]+/gi, '-'));
  if (!existsSync(join(folder, 'node_modules')))
    await installAside(folder, [packageAndVersion], { ...process.env, npm_config_ignore_scripts: 'true' });
  return folder;
}
