/** Makes a fresh clone ready: installs the dependencies when they are missing or older than the lock file. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import process from 'node:process';

const installedAt = timeOf('node_modules/.package-lock.json');
const lockedAt = timeOf('package-lock.json');

if (installedAt === undefined || (lockedAt !== undefined && lockedAt > installedAt)) {
  console.error('Installing dependencies (npm ci)…');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
mkdirSync('out', { recursive: true });

function timeOf(file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}
