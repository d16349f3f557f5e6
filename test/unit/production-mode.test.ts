/** Production mode: what is seen of its absence, when it is tried, and what is made of it. */
import assert from 'node:assert/strict';
import { noAnswers, noteAnswers, otherAnswers, type Answering } from '../../src/capture/knob-answers.ts';
import { captureKnobs, type StartInstance } from '../../src/capture/knobs.ts';
import { developmentShare, keptForMode, modeTime, modeWorthTrying } from '../../src/capture/modes.ts';
import { instanceOf } from '../../src/launch/instance.ts';
import { developmentKindOf, isProductionSetting, productionSetting } from '../../src/model/development.ts';
import { FailureError } from '../../src/model/failure.ts';
import type { CpuSamples } from '../../src/model/recorded-samples.ts';
import type { ProductionMode, Spec } from '../../src/model/spec.ts';
import { productionMode } from '../../src/spec/production-mode.ts';
import { resolveSpec } from '../../src/spec/spec.ts';
import { recordingWith } from '../recording-with.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

describe('a frame of development', () => {
  const kindOf = (file: string, name: string) => {
    const owner = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
    return developmentKindOf({ file, name, package: owner });
  };

  it('is told by its place and its name', () => {
    for (const [file, name, kind] of [
      ['/app/node_modules/react-dom/cjs/react-dom-server.node.development.js', 'renderElement', 'build'],
      ['/app/node_modules/react-dom/cjs/react-dom-server.node.production.min.js', 'renderElement', undefined],
      ['/app/node_modules/vue/dist/vue.cjs.js', 'warn', 'build'],
      ['/app/node_modules/@vue/server-renderer/dist/server-renderer.cjs.prod.js', 'render', undefined],
      ['/app/node_modules/express/lib/view.js', 'lookup', 'views'],
      ['/app/node_modules/express/lib/view.js', 'render', undefined],
      ['/app/node_modules/pug/lib/index.js', 'exports.compile', 'templates'],
      ['/app/node_modules/pug/lib/index.js', 'template', undefined],
      ['/app/node_modules/bluebird/js/release/debuggability.js', 'longStackTracesCaptureStackTrace', 'promises'],
      ['/app/node_modules/bluebird/js/release/promise.js', 'then', undefined],
      ['/app/node_modules/debug/src/node.js', 'formatArgs', 'loggers'],
      ['/app/node_modules/pino-pretty/index.js', 'pretty', 'loggers'],
      ['/app/node_modules/morgan/index.js', 'developmentFormatLine', 'loggers'],
      ['/app/node_modules/morgan/index.js', 'logger', undefined],
      ['/app/node_modules/typescript/lib/typescript.js', 'transpileModule', 'transpiling'],
      ['/app/node_modules/source-map-support/source-map-support.js', 'mapSourcePosition', 'stacks'],
      ['/app/node_modules/errors/index.js', 'Error.prepareStackTrace', 'stacks'],
      ['/app/src/development/server.js', 'compile', undefined],
    ] as const)
      assert.equal(kindOf(file, name), kind, `${name} of ${file}`);
  });
});

describe('the setting of production mode', () => {
  it('is what the application has not been told yet', () => {
    assert.equal(productionSetting({}), 'NODE_ENV=production');
    assert.equal(productionSetting({ NODE_ENV: 'development', DEBUG: 'app:*' }), 'NODE_ENV=production DEBUG=');
    assert.equal(productionSetting({ NODE_ENV: 'production', DEBUG: '*' }), 'DEBUG=');
    assert.equal(productionSetting({ NODE_ENV: 'production' }), undefined);
    for (const setting of ['NODE_ENV=production', 'DEBUG=', 'NODE_ENV=production DEBUG='])
      assert.ok(isProductionSetting(setting), setting);
    assert.equal(isProductionSetting('UV_THREADPOOL_SIZE=8'), false);
  });

  it('changes its variables and nothing else', () => {
    const spec = { env: { A: '1', NODE_ENV: 'test' } } as unknown as Spec;
    assert.deepEqual(instanceOf(spec, { name: 'NODE_ENV=production DEBUG=', kind: 'environment' }).env, {
      ...{ A: '1', LEANSCOPE_FREE_PORTS: 'yes', NODE_ENV: 'production', DEBUG: '' },
    });
  });
});

describe('whether production mode may be tried', () => {
  const pug = { 'package.json': '{ "scripts": { "start": "node x" }, "dependencies": { "pug": "3" } }' };
  const modeIn = async (files: Readonly<Record<string, string>>, environment = {}) => {
    let mode: ProductionMode | undefined;
    await inTemporaryFolder(files, async (folder) => {
      mode = await productionMode(folder, ['npm', 'start'], environment);
    });
    return mode;
  };

  it('is known from packages that work otherwise then', async () => {
    assert.deepEqual(await modeIn(pug), { setting: 'NODE_ENV=production', isExpected: true });
    assert.equal((await modeIn({ 'package.json': '{ "dependencies": { "express": "4" } }' }))?.isExpected, false);
    for (const broken of ['{', '[]', '{ "dependencies": 3 }', 'null'])
      assert.equal((await modeIn({ 'package.json': broken }))?.isExpected, false, broken);
  });

  it('is no question where the command or the environment says it', async () => {
    assert.equal(await modeIn(pug, { NODE_ENV: 'production' }), undefined);
    const script = { 'package.json': '{ "scripts": { "start": "NODE_ENV=development node x" } }' };
    assert.equal(await modeIn(script), undefined);
  });

  it('names the file by which it may turn to other systems', async () => {
    for (const file of ['.env.production', 'config/production.json', 'knexfile.js', 'config/config.json'])
      assert.equal((await modeIn({ ...pug, [file]: '' }))?.mayReach, file);
  });

  it('names the file of the application that asks for the mode itself, and looks at no package', async () => {
    const asking = 'const url = process.env.NODE_ENV === "production" ? live : local;';
    assert.equal((await modeIn({ ...pug, 'src/db/connect.ts': asking }))?.mayReach, 'src/db/connect.ts');
    const others = {
      'node_modules/pug/index.js': asking,
      '.cache/a.js': asking,
      'notes.txt': asking,
      'src/a.js': '1;',
    };
    assert.equal((await modeIn({ ...pug, ...others }))?.mayReach, undefined);
  });

  it('is left alone where the project says so, for what is not started, and where bytes are limited', async () => {
    const specOf = async (files: Readonly<Record<string, string>>, wishes = {}) => {
      let spec: Spec | undefined;
      await inTemporaryFolder({ ...pug, ...files }, async (folder) => {
        spec = await resolveSpec({ cwd: folder, command: [], ...wishes });
      });
      return spec?.mode;
    };
    assert.ok((await specOf({})) !== undefined);
    assert.equal(await specOf({ 'leanscope.json': '{ "knobs": false }' }), undefined);
    assert.equal(await specOf({}, { url: 'http://127.0.0.1:1' }), undefined);
    assert.equal(await specOf({}, { limits: { bytes: 1000 } }), undefined);
    assert.equal(await specOf({}, { script: true }), undefined);
  });
});

/** Of each five samples so many are below a compiler of templates. */
function samples(compiling: number): CpuSamples {
  const frames = [
    { name: '(root)', scriptId: '0', url: '' },
    { name: 'handler', scriptId: '1', url: 'file:///app/server.js' },
    { name: 'exports.compile', scriptId: '2', url: 'file:///app/node_modules/pug/lib/index.js' },
    { name: 'parse', scriptId: '3', url: 'file:///app/node_modules/acorn/dist/acorn.js' },
  ];
  const node = Array.from({ length: 5 }, (_, index) => (index < compiling ? 3 : 1));
  return {
    ...{ process: 0, thread: 0, lineTicks: [], node, timeUs: node.map((_, index) => index) },
    tree: { frames, frame: [0, 1, 2, 3], parent: [-1, 0, 1, 2] },
  };
}

describe('whether production mode is tried', () => {
  const mode: ProductionMode = { setting: 'NODE_ENV=production', isExpected: false };
  const thread = { process: 0, thread: 0, pid: 1, serving: true };
  const recorded = (compiling: number, nodeEnv = 'unset') =>
    recordingWith({ stacks: [samples(compiling)], threads: [{ ...thread, nodeEnv }] });

  it('is decided by the samples, with all that is done below', () => {
    assert.equal(developmentShare([samples(2)]), 0.4);
    assert.equal(developmentShare([]), 0);
    assert.equal(modeWorthTrying(recorded(2), { mode }, 60_000).setting?.name, 'NODE_ENV=production');
    assert.deepEqual(modeWorthTrying(recorded(0), { mode }, 60_000), { warnings: [] });
    assert.deepEqual(modeWorthTrying(recorded(2), {}, 60_000), { warnings: [] });
  });

  it('or by a package, and not where a start script has told it', () => {
    assert.ok(modeWorthTrying(recorded(0), { mode: { ...mode, isExpected: true } }, 60_000).setting !== undefined);
    assert.deepEqual(modeWorthTrying(recorded(2, 'production'), { mode }, 60_000), { warnings: [] });
  });

  it('is a sentence where there is no time, or it may reach other systems', () => {
    assert.match(
      modeWorthTrying(recorded(2), { mode }, modeTime.leastMs - 1).warnings.join(),
      /no time to try NODE_ENV/,
    );
    const reaching = modeWorthTrying(recorded(2), { mode: { ...mode, mayReach: 'knexfile.js' } }, 60_000);
    assert.equal(reaching.setting, undefined);
    assert.match(reaching.warnings.join(), /knexfile\.js may lead it to other systems/);
  });

  it('keeps time out of the budget only where a package is known, and never beside settings that were asked for', () => {
    const expected = { ...mode, isExpected: true };
    assert.equal(keptForMode({ mode: expected }, 30_000), 30_000 * modeTime.share);
    assert.equal(keptForMode({ mode: expected }, 600_000), modeTime.mostMs);
    assert.equal(keptForMode({ mode: expected }, modeTime.leastBudgetMs - 1), 0);
    assert.equal(keptForMode({ mode }, 30_000), 0);
    assert.equal(keptForMode({}, 30_000), 0);
    assert.equal(keptForMode({ mode: expected, knobs: true }, 30_000), 0);
    assert.equal(keptForMode({ mode: { ...expected, mayReach: '.env.production' } }, 30_000), 0);
  });
});

describe('an application that does not start in production mode', () => {
  it('is a sentence, and nothing else is started', async () => {
    const started: (string | undefined)[] = [];
    const start: StartInstance = (setting) => {
      started.push(setting?.name);
      return Promise.reject(
        new FailureError({ kind: 'badCall', problem: 'SESSION_SECRET is missing.', fix: 'Set it.' }),
      );
    };
    const options = { availableMs: 5000, onProgress: () => undefined, signal: new AbortController().signal };
    const setting = { name: 'NODE_ENV=production', kind: 'environment' } as const;
    const { knobs, warnings } = await captureKnobs({}, [setting], start, options);
    assert.equal(knobs, undefined);
    assert.deepEqual(started, ['NODE_ENV=production']);
    assert.match(warnings.join(), /^NODE_ENV=production was not tried: /);
  });
});

describe('an application that answers otherwise in production mode', () => {
  const answering = (path: string, status: string, bytes: number): Answering => {
    const answers = noAnswers();
    const outcome = { requestIndex: 0, completed: 10, errors: 0, bytesIn: 0, bytesOut: 0, bodyBytesOut: 10 * bytes };
    noteAnswers(answers, { perRequest: [{ ...outcome, latencyUs: [], statuses: { [status]: 10 } }] });
    return { requests: [{ method: 'GET', path }], answers };
  };
  const usual = answering('/', '200', 1000);

  it('is not compared', () => {
    assert.equal(otherAnswers(usual, answering('/', '200', 900)), undefined);
    assert.match(otherAnswers(usual, answering('/', '301', 1000)) ?? '', /GET \/ answers 301 with it, 200 without/);
    assert.match(otherAnswers(usual, answering('/', '200', 100)) ?? '', /sends 0\.10 times as many bytes/);
    assert.match(otherAnswers(usual, answering('/login', '200', 1000)) ?? '', /GET \/ does not work the same/);
  });
});
