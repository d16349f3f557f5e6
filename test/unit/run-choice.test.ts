import assert from 'node:assert/strict';
import {
  fileChoice,
  launchChoice,
  npmScriptChoice,
  projectChoice,
  runArguments,
  subjectOfScript,
  testFileChoice,
  type Tools,
} from '../../src/extension/start/run-choice.ts';

const having = (packages: readonly string[], programs: readonly string[] = []): Tools => ({
  packages: new Set(packages),
  programs: new Set(programs),
});

describe('what is to be measured, as arguments of the command line', () => {
  it('is nothing for what the project says', () => {
    assert.deepEqual(runArguments(projectChoice, {}), []);
  });

  it('has options before the command, and what the user sets before both', () => {
    assert.deepEqual(
      runArguments(npmScriptChoice('build', 'pnpm', 'script'), { budgetSeconds: 12, engine: 'inspector' }),
      [...['--budget-seconds', '12', '--engine', 'inspector', '--script', '--', 'pnpm', 'run', 'build']],
    );
    assert.deepEqual(runArguments(launchChoice('Serve; rm -rf'), {}), ['--launch', 'Serve; rm -rf']);
  });

  it('runs a file with what the project runs TypeScript with', () => {
    const command = (file: string, ...packages: readonly string[]) =>
      fileChoice(file, having(packages), 'server').command?.join(' ');
    assert.equal(command('a.js', 'tsx'), 'node a.js');
    assert.equal(command('a.ts', 'ts-node', 'tsx'), 'npx --no-install tsx a.ts');
    assert.equal(command('a.mts'), 'node a.mts');
  });

  it('runs the tests of one file with the runner of the project', () => {
    const command = (...packages: readonly string[]) => testFileChoice('a.test.js', having(packages));
    assert.deepEqual(command('vitest').command, ['npx', '--no-install', 'vitest', 'run', 'a.test.js']);
    assert.equal(command('jest').label, 'npx jest --runInBand --runTestsByPath a.test.js');
    assert.deepEqual(command().command, ['node', 'a.test.js']);
    assert.deepEqual(command('mocha').options, ['--script']);
    // Without npx, where it lies in the folder.
    const installed = testFileChoice('a.test.js', having(['mocha'], ['mocha', 'tsx']));
    assert.deepEqual(installed.command, ['node_modules/.bin/mocha', 'a.test.js']);
    assert.equal(installed.label, 'mocha a.test.js');
  });

  it('knows by its name what most scripts do', () => {
    assert.deepEqual(['start', 'dev:api', 'test', 'build:css', 'devour', 'seed'].map(subjectOfScript), [
      ...['server', 'server', 'script', 'script', undefined, undefined],
    ]);
  });
});
