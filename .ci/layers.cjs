/** The layer law: data moves to the right only, so a stage knows the nouns of `model/` and no other stage. */
const stages = [
  'spec',
  'launch',
  'load',
  'capture',
  'symbolicate',
  'attribute',
  'price',
  'advise',
  'store',
  'annotate',
  'report',
  'export',
  'compare',
  'probe',
  'refresh',
  'agent',
  'webview',
];
const pure = ['model', 'symbolicate', 'attribute', 'price', 'advise', 'annotate', 'report', 'export', 'compare'];
/** Reads files that somebody else names, for every stage that touches the system. */
const files = '^src/files/';
const readsFiles = ['spec', 'launch', 'load', 'capture', 'store'];
const shells = '^src/(cli\\.ts|cli/|extension/)';

module.exports = {
  forbidden: [
    ...stages.map((stage) => ({
      name: `${stage}-imports-model-only`,
      severity: 'error',
      from: { path: `^src/${stage}/` },
      // The report page may use the pure code that the command line uses for the same figures, comparisons and files.
      to: {
        path: '^src/',
        pathNot: [
          `^src/${stage}/`,
          '^src/model/',
          ...(stage === 'webview' ? ['^src/(price|report|compare)/'] : []),
          ...(readsFiles.includes(stage) ? [files] : []),
        ],
      },
    })),
    { name: 'model-imports-nothing', severity: 'error', from: { path: '^src/model/' }, to: { pathNot: '^src/model/' } },
    {
      name: 'files-import-model-only',
      severity: 'error',
      from: { path: files },
      to: { path: '^src/', pathNot: ['^src/model/', files] },
    },
    { name: 'nobody-imports-a-shell', severity: 'error', from: { pathNot: shells }, to: { path: shells } },
    {
      name: 'shells-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/extension/' },
      to: { path: '^src/(cli|(run|record|measure-change)\\.ts)' },
    },
    {
      name: 'the-extension-never-runs-the-pipeline',
      severity: 'error',
      from: { path: '^src/extension/' },
      to: { path: '^src/(launch|load|capture|symbolicate|attribute|agent)/' },
    },
    {
      name: 'only-run-knows-the-order',
      severity: 'error',
      from: { path: '^src/(run|record|measure-change)\\.ts' },
      to: {
        path: '^src/',
        pathNot: `^src/((record|run)\\.ts$|(model|${stages.filter((s) => s !== 'webview' && s !== 'agent').join('|')})/)`,
      },
    },
    {
      name: 'pure-stages-touch-no-system',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-stages-know-no-editor',
      severity: 'error',
      from: { path: `^src/(?!extension/)` },
      to: { path: '^(node_modules/@types/)?vscode' },
    },
    {
      name: 'the-agent-has-no-dependency',
      severity: 'error',
      from: { path: '^src/agent/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
