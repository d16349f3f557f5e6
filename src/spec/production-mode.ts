/** Whether the application may be tried in production mode, and whether that is worth keeping time for. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextWithin } from '../files/read-file.ts';
import { modePackages, productionSetting } from '../model/development.ts';
import type { ProductionMode } from '../model/spec.ts';
import { asksForMode } from './own-mode.ts';

/**
 * Settings of other systems that production mode would choose: a synthetic load must not reach them. Anything that is read by name of the
 * mode is enough; what a file says is not looked at.
 */
const endings = ['js', 'cjs', 'mjs', 'ts', 'json', 'json5', 'yaml', 'yml', 'toml'];
const named = [
  'config/production',
  'config/env/production',
  'config/environments/production',
  'config/prod',
  'config/config',
  'config/database',
  'knexfile',
  'ormconfig',
];
const files = [
  ...['.env.production', '.env.production.local', '.env.prod', '.sequelizerc'],
  ...named.flatMap((name) => endings.map((ending) => `${name}.${ending}`)),
];

const mostBytes = 16 * 1024 * 1024;

/** Undefined where there is nothing to change. */
export async function productionMode(
  cwd: string,
  command: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ProductionMode | undefined> {
  const setting = productionSetting(environment);
  const { start = '', packages } = await readPackage(join(cwd, 'package.json'));
  // What the command itself says of the mode wins over the environment.
  if (setting === undefined || /\bNODE_ENV=/.test(`${command.join(' ')} ${start}`)) return undefined;
  const leading = (await firstThere(cwd)) ?? (await asksForMode(cwd));
  const isExpected = packages.some((name) => modePackages.has(name));
  return { setting, isExpected, ...(leading === undefined ? {} : { mayReach: leading }) };
}

async function firstThere(cwd: string): Promise<string | undefined> {
  for (const file of files) {
    const there = await access(join(cwd, file)).then(
      () => true,
      () => false,
    );
    if (there) return file;
  }
  return undefined;
}

/** What cannot be read tells nothing; that the command comes from it is checked elsewhere. */
async function readPackage(file: string): Promise<{ readonly start?: string; readonly packages: readonly string[] }> {
  const text = await readTextWithin(file, { mostBytes }).catch(() => '{}');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = {};
  }
  const { scripts, dependencies, devDependencies } = recordOf(value);
  const { start } = recordOf(scripts);
  const packages = [...Object.keys(recordOf(dependencies)), ...Object.keys(recordOf(devDependencies))];
  return { ...(typeof start === 'string' ? { start } : {}), packages };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
