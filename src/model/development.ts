/** What applications do only because they were not told that they run in production, as it shows in a profile; and how they are told. */

/** Builds of packages that check and explain what their production builds do not (React, Vue and many after them). */
const developmentBuild = /[./-](development|dev)(\.\w+)*\.[cm]?js$|\/(development|dev)\/[^/]+\.[cm]?js$/;
/** Builds for the bundler of Vue and its server renderer have both modes in one file: "server-renderer.cjs.js" beside ".prod.js". */
const vueBuild = /\/(vue|@vue\/[\w-]+)\/dist\/(?![^/]*\.prod\.)[^/]+\.js$/;
/** Express looks up a view for each answer, with synchronous file accesses, unless its cache is on. */
const viewLookup = '/express/lib/view.js';
/** Web frameworks turn their cache off in development: they compile a template for each answer. */
const templateEngines = new Set([
  ...['pug', 'pug-code-gen', 'pug-parser', 'pug-lexer', 'jade', 'ejs', 'handlebars', 'hbs', 'express-handlebars'],
  ...['nunjucks', 'eta', 'mustache', 'liquidjs', 'twig', 'dot', 'squirrelly', 'edge.js'],
]);
const compiles = /^(exports\.)?_?(compile\w*|precompile|handleTemplateCache)$/;
/** Promises that note where they were made (bluebird's long stack traces). */
const longStackTraces = /\/bluebird\/js\/\w+\/debuggability\.js$/;
/** Loggers for the eyes of a developer; of morgan only what formats and writes a line: the rest hands the request on. */
const prettyLoggers = new Set(['debug', 'pino-pretty']);
const morganLines = /^(developmentFormatLine|logRequest)$/;
/** Compilers of source text that work while requests wait. */
const transpilers = new Set([
  ...['typescript', 'ts-node', '@babel/core', '@babel/register', '@swc/core', '@swc/register', 'sucrase', 'jiti'],
]);
const transpiles = /transpile|transform|^compile|^(generate|parse)$/i;
/** Stack traces that are mapped back to their source while requests wait. */
const stackMapping = /^node:internal\/source_map\/|\/(@cspotcode\/)?source-map-support\//;

/** Of these a production mode tells by NODE_ENV: `build`, `views`, `templates`, `promises`; the others have switches of their own. */
export type DevelopmentKind = 'build' | 'views' | 'templates' | 'promises' | 'loggers' | 'transpiling' | 'stacks';

export interface PlacedFrame {
  readonly file: string;
  readonly name: string;
  /** Of a dependency; undefined of the application's own code, and of Node.js's. */
  readonly package: string | undefined;
}

export function developmentKindOf({ file, name, package: owner }: PlacedFrame): DevelopmentKind | undefined {
  if (stackMapping.test(file)) return 'stacks';
  if (owner === undefined) return undefined;
  const last = name.split('.').at(-1) ?? '';
  if (last === 'prepareStackTrace') return 'stacks';
  // Rendering is what production does too.
  if (file.endsWith(viewLookup)) return /render$/i.test(name) ? undefined : 'views';
  if (templateEngines.has(owner)) return compiles.test(name) ? 'templates' : undefined;
  if (longStackTraces.test(file)) return 'promises';
  if (prettyLoggers.has(owner) || (owner === 'morgan' && morganLines.test(last))) return 'loggers';
  if (transpilers.has(owner)) return transpiles.test(last) ? 'transpiling' : undefined;
  return developmentBuild.test(file) || vueBuild.test(file) ? 'build' : undefined;
}

/** NODE_ENV changes what these cost. */
export function isOfNodeEnv(kind: DevelopmentKind): boolean {
  return kind === 'build' || kind === 'views' || kind === 'templates' || kind === 'promises';
}

/** Packages that are known to work otherwise where NODE_ENV is production. */
export const modePackages: ReadonlySet<string> = new Set([
  ...['pug', 'jade', 'ejs', 'handlebars', 'hbs', 'express-handlebars', 'nunjucks', 'eta', 'mustache-express'],
  ...['liquidjs', 'twig', 'consolidate', 'squirrelly', 'edge.js'],
  ...['react', 'react-dom', 'vue', '@vue/server-renderer', 'preact-render-to-string', 'bluebird'],
]);

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by which an application is told that it runs in production, as they are written; undefined where it has been told all of it. */
export function productionSetting({ NODE_ENV: mode, DEBUG: debug = '' }: Environment): string | undefined {
  const parts = [...(mode === 'production' ? [] : ['NODE_ENV=production']), ...(debug === '' ? [] : ['DEBUG='])];
  return parts.length === 0 ? undefined : parts.join(' ');
}

export function isProductionSetting(setting: string): boolean {
  return /^(NODE_ENV=production|DEBUG=)( |$)/.test(setting);
}
