/** Files that say which requests to send, and how to start what they are sent to. */
import { stringify } from 'yaml';
import { plantedSecret, type Call, type Form } from './form.ts';

const exported = (file: string): readonly Call[] => [
  { args: ['scenario', 'export', '--to', 'k6', '--scenario', file], data: true },
  { args: ['scenario', 'export', '--to', 'artillery', '--scenario', file, '--out', 'script.yml'], data: true },
];
const created = (file: string): Call => ({
  args: ['scenario', 'create', '--from', file],
  writesJson: 'leanscope.json',
});
/** Reads all that a measurement reads, and ends where the application would be started. */
const planned: Call = { args: ['run', '--budget-seconds', '2', '--quiet', '--no-store', '--', './no-such-program'] };
const plannedByProject: Call = { args: ['run', '--budget-seconds', '2', '--quiet', '--no-store'] };

const scenario = {
  requests: [
    { method: 'GET', path: '/items?page=1', weight: 3, expectStatus: 200, headers: { accept: 'application/json' } },
    { method: 'POST', path: '/items', body: { name: 'lamp', price: 12.5, tags: ['a', 'b'] }, expectStatus: 201 },
    { method: 'GET', path: '/items/7', weight: 0.5 },
  ],
  setup: [{ method: 'POST', path: '/login', body: { user: 'ada' }, save: { token: 'token' } }],
  arrival: 'poisson',
  connections: 4,
  limits: { answerBytes: 1_000_000, answerSeconds: 5 },
};

const project = {
  app: { command: './no-such-program serve', env: { MODE: 'test' }, ready: { port: 4000, timeoutSeconds: 2 } },
  scenario,
  traffic: { averageRequestsPerSecond: 50 },
  deployment: { provider: 'aws', region: 'us-east-1', instance: 'm7i.large' },
  budgets: { cpuMsPerRequest: 5 },
};

const har = {
  log: {
    version: '1.2',
    creator: { name: 'browser', version: '1' },
    entries: ['/items', '/items/7', '/login'].map((path, i) => ({
      startedDateTime: `2026-01-01T00:00:0${i}.000Z`,
      time: 12,
      request: {
        method: i === 2 ? 'POST' : 'GET',
        url: `http://localhost:3000${path}`,
        httpVersion: 'HTTP/1.1',
        headers: [
          { name: 'accept', value: 'application/json' },
          { name: 'authorization', value: `Bearer ${plantedSecret}` },
        ],
        cookies: [{ name: 'session', value: plantedSecret }],
        queryString: [],
        ...(i === 2
          ? {
              postData: {
                mimeType: 'application/json',
                text: JSON.stringify({ user: 'ada', password: plantedSecret }),
              },
            }
          : {}),
      },
      response: { status: 200, headers: [], content: { size: 2, mimeType: 'application/json', text: '{}' } },
    })),
  },
};

const http = `@host = http://localhost:3000
@token = {{$processEnv API_TOKEN}}

### list
GET {{host}}/items?page=1
    &size=10
Accept: application/json
Authorization: Bearer ${plantedSecret}

###
# @name create
POST {{host}}/items HTTP/1.1
Content-Type: application/json

{ "name": "lamp", "apiKey": "${plantedSecret}" }

### form
POST {{host}}/login
Content-Type: application/x-www-form-urlencoded

user=ada
&password=${plantedSecret}

###
GRAPHQL {{host}}/graphql

query Items { items { id } }

{ "first": 5 }
`;

const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
const openApi = {
  openapi: '3.0.3',
  info: { title: 'shop', version: '1' },
  servers: [{ url: 'http://localhost:3000/api' }],
  paths: {
    '/items': {
      get: {
        parameters: [{ name: 'page', in: 'query', schema: { type: 'integer', default: 1 } }],
        responses: {
          200: {
            description: 'all',
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Item' } } },
            },
          },
        },
      },
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } } },
        responses: { 201: { description: 'made' } },
      },
    },
    '/items/{id}': { parameters: [parameter], get: { responses: { 200: { description: 'one' } } } },
  },
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 20, pattern: '^[a-z]+$' },
          price: { type: 'number', minimum: 0, maximum: 1000, multipleOf: 0.5 },
          tags: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, minItems: 1, maxItems: 3 },
          parent: { $ref: '#/components/schemas/Item' },
        },
      },
    },
  },
};

const launch = {
  version: '0.2.0',
  configurations: [
    {
      type: 'node',
      request: 'launch',
      name: 'Start',
      program: '${workspaceFolder}/no-such-program.js',
      args: ['--port', '4000'],
      runtimeExecutable: './no-such-program',
      cwd: '${workspaceFolder}',
      env: { MODE: 'test', GONE: null },
      envFile: '${workspaceFolder}/.env',
    },
  ],
};

const manifest = { name: 'app', version: '1.0.0', main: 'missing.js', scripts: { start: './no-such-program serve' } };

const json = (value: unknown): string => JSON.stringify(value, null, 1);

/** The file is asked for by its name, or lies about in the project and is found. */
function scenarioForm(name: string, file: string, content: string): Form {
  const victim = `work/${file}`;
  return { name, files: { [victim]: content }, victim, calls: [...exported(file), created(file), planned] };
}

export const scenarioForms: readonly Form[] = [
  {
    name: 'leanscope.json',
    files: { 'work/leanscope.json': json(project) },
    victim: 'work/leanscope.json',
    calls: [
      planned,
      plannedByProject,
      { args: ['scenario', 'export', '--to', 'k6'], data: true },
      { args: ['scenario', 'create', '--from', 'leanscope.json'] },
    ],
  },
  scenarioForm('scenario', 'scenario.json', json(scenario)),
  scenarioForm('http', 'requests.http', http),
  scenarioForm('har', 'recording.har', json(har)),
  scenarioForm('openapi', 'openapi.json', json(openApi)),
  scenarioForm('openapi yaml', 'openapi.yaml', stringify(openApi)),
  {
    name: 'http environment',
    files: {
      'work/requests.http': http,
      'work/http-client.env.json': json({ dev: { host: 'http://localhost:3000', token: plantedSecret } }),
    },
    victim: 'work/http-client.env.json',
    calls: [...exported('requests.http'), created('requests.http'), planned],
  },
  {
    name: 'launch.json',
    files: { 'work/.vscode/launch.json': json(launch) },
    victim: 'work/.vscode/launch.json',
    calls: [plannedByProject, { args: ['run', '--launch', 'Start', '--budget-seconds', '2', '--quiet', '--no-store'] }],
  },
  {
    name: 'package.json',
    files: { 'work/package.json': json(manifest) },
    victim: 'work/package.json',
    calls: [{ args: ['scenario', 'export', '--to', 'k6'], data: true }, planned],
  },
  {
    name: '.env',
    files: { 'work/.vscode/launch.json': json(launch), 'work/.env': `PORT=4000\nSECRET=${plantedSecret}\n` },
    victim: 'work/.env',
    calls: [plannedByProject],
  },
];
