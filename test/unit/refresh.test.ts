/** Price lists as the providers write them, small, from a server on this machine. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { refresh, type Provider, type RefreshOptions } from '../../src/refresh/refresh.ts';
import { awsCsv, awsIndex, azurePages, gcpPages } from '../fixtures/price-lists.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('refreshing prices', () => {
  let server: Server;
  let answer: Answer;
  let asked: string[];
  let url: string;
  beforeEach(async () => {
    asked = [];
    answer = asProviders;
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const regions = { aws: ['us-east-1'], azure: ['eastus'], gcp: ['us-central1'] };
  const call = (parts: Partial<RefreshOptions> = {}) =>
    refresh({
      regions,
      urls: { aws: url, azure: url, gcp: url },
      gcpKey: 'secret',
      today: '2024-02-29',
      onProvider: () => undefined,
      signal: new AbortController().signal,
      ...parts,
    });
  const pricesOf = async (provider: Provider) => (await call({ regions: { [provider]: regions[provider] } })).lists[0];

  it('takes of AWS what is Linux, shared, on demand and used, and dates it as the list does', async () => {
    const list = await pricesOf('aws');
    assert.deepEqual(list?.usdPerHour, {
      'us-east-1': { 'c7g.large': 0.0725, 'c7g.xlarge': 0.145, 't4g.medium': 0.0336, 't4g.large': 0.0672 },
    });
    assert.equal(list.asOf, '2024-02-27');
    assert.equal(list.spotUsdPerHour, undefined);
    assert.deepEqual(asked, [
      '/offers/v1.0/aws/AmazonEC2/current/region_index.json',
      '/offers/v1.0/aws/AmazonEC2/20240227/us-east-1/index.csv',
    ]);
  });

  it('follows Azure’s pages, keeps spot apart, and leaves Windows, low priority and cloud services out', async () => {
    const list = await pricesOf('azure');
    assert.deepEqual(list?.usdPerHour, { eastus: { D2s_v5: 0.096, D4s_v5: 0.192, B2s: 0.0416 } });
    assert.deepEqual(list.spotUsdPerHour, { eastus: { D2s_v5: 0.0192 } });
    assert.equal(list.asOf, '2024-02-29');
    assert.equal(asked.length, 2);
    assert.match(
      decodeURIComponent(asked[0] ?? '').replaceAll('+', ' '),
      /armRegionName eq 'eastus' and serviceName eq 'Virtual Machines' and priceType eq 'Consumption'/,
    );
  });

  it('adds Google’s cores and gigabytes up to machine types', async () => {
    const list = await pricesOf('gcp');
    const here = list?.usdPerHour['us-central1'] ?? {};
    // n2: $0.031611 a core, $0.004237 a GiB.
    assert.equal(here['n2-standard-2']?.toFixed(6), (2 * 0.031611 + 8 * 0.004237).toFixed(6));
    assert.equal(here['n2-highcpu-4']?.toFixed(6), (4 * 0.031611 + 4 * 0.004237).toFixed(6));
    assert.equal(here['t2d-standard-2'], undefined, 'a core without its memory is no machine');
    assert.deepEqual(
      Object.keys(list?.spotUsdPerHour?.['us-central1'] ?? {}),
      [2, 4, 8, 16].flatMap((n) => `n2-standard-${n}`).concat([2, 4, 8, 16].map((n) => `n2-highcpu-${n}`)),
    );
    assert.ok(!asked.join(' ').includes('secret'), 'the key is in no address');
  });

  it('leaves out a size that is dearer than its family, whatever the filters thought of it', async () => {
    answer = (request, response) => {
      // As dumps have been seen to: dedicated hardware under the name of shared.
      if (request.url?.endsWith('.csv') === true) response.end(awsCsv().replace('"0.1450000000"', '"0.1537000000"'));
      else asProviders(request, response);
    };
    const list = await pricesOf('aws');
    assert.deepEqual(Object.keys(list?.usdPerHour['us-east-1'] ?? {}), ['c7g.large', 't4g.medium', 't4g.large']);
  });

  it('reads the others when one provider fails, and says in a sentence what failed', async () => {
    answer = (request, response) => {
      if (request.url?.startsWith('/api/retail') === true) response.writeHead(503).end();
      else asProviders(request, response);
    };
    const { lists, problems } = await call();
    assert.deepEqual(
      lists.map(({ provider }) => provider),
      ['aws', 'gcp'],
    );
    assert.deepEqual(problems, [`azure: ${new URL(url).host} answered with status 503`]);
  });

  const withCsv =
    (csv: (response: ServerResponse) => void): Answer =>
    (request, response) => {
      if (request.url?.endsWith('.csv') === true) csv(response);
      else asProviders(request, response);
    };
  const broken: readonly (readonly [string, Answer, RegExp])[] = [
    ['nothing that is JSON', (_request, response) => response.end('<html>'), /JSON/],
    ['a list cut off in the middle', withCsv(cutOff), /broke the connection off/],
    ['a table without its head', withCsv((response) => response.end('"a","b"\n')), /no head/],
  ];
  for (const [what, behaviour, words] of broken) {
    it(`takes ${what} for a failure, not for prices`, async () => {
      answer = behaviour;
      const { lists, problems } = await call({ regions: { aws: regions.aws } });
      assert.deepEqual(lists, []);
      assert.match(problems[0] ?? '', words);
    });
  }

  const row = (price: string, sku = 'c7g.large') => `1,${sku},${price},OnDemand,Hrs,USD\n`;
  const head = 'SKU,Instance Type,PricePerUnit,TermType,Unit,Currency\n';
  const index =
    (value: unknown): Answer =>
    (request, response) =>
      response.end(request.url?.endsWith('.csv') === true ? head + row('0.1') : JSON.stringify(value));
  const endless =
    (begin: string, piece: string): Answer =>
    (request, response) => {
      if (request.url?.endsWith('.csv') !== true) {
        asProviders(request, response);
        return;
      }
      response.write(begin);
      const write = (): void => {
        while (!response.destroyed) if (!response.write(piece)) return void response.once('drain', write);
      };
      write();
    };
  const at = (currentVersionUrl: unknown) => ({ regions: { 'us-east-1': { currentVersionUrl } } });
  const forged: readonly (readonly [string, Answer, RegExp])[] = [
    ['nothing', index(null), /no object of JSON/],
    ['a list', index([]), /no object of JSON/],
    ['an address on another server', index(at('@127.0.0.1:9/evil.json')), /leads to another server/],
    ['an address of another kind', index(at('//127.0.0.1:9/evil.json')), /leads to another server/],
    ['an address that is none', index(at(5)), /leads to another server/],
    ['a region that is none', index({ regions: 5 }), /no region "us-east-1"/],
    ['a region by a name of the language', index({ regions: { constructor: {} } }), /no region "us-east-1"/],
    [
      'prices that are none',
      withCsv((response) => response.end(head + ['1e308', '-5', 'NaN', '0', ''].map((price) => row(price)).join(''))),
      /no price that can be used/,
    ],
    ['a line without an end', endless('SKU,"', 'a'.repeat(65536)), /longer than 64 KiB/],
  ];
  for (const [what, behaviour, words] of forged) {
    it(`takes ${what} for a failure, in words of its own`, async () => {
      answer = behaviour;
      const { lists, problems } = await call({ regions: { aws: regions.aws } });
      assert.deepEqual(lists, []);
      assert.match(problems[0] ?? '', words);
    });
  }

  it('takes a date only where it is one', async () => {
    answer = (request, response) => {
      index({ ...at('/x.json'), publicationDate: 5 })(request, response);
    };
    assert.equal((await pricesOf('aws'))?.asOf, '2024-02-29');
  });

  it('takes pages of other forms for failures, in words of its own', async () => {
    for (const page of [
      null,
      { Items: 5 },
      { Items: [null, 5, { retailPrice: 'x' }] },
      { Items: [], NextPageLink: 'http://[' },
    ]) {
      answer = (_request, response) => response.end(JSON.stringify(page));
      const { lists, problems } = await call({ regions: { azure: ['eastus'] } });
      assert.deepEqual(lists, []);
      assert.match(problems[0] ?? '', /^azure: (what|the list|a page)/);
    }
    for (const page of [null, { skus: 5 }, { skus: [null, { serviceRegions: 5, description: 7 }] }]) {
      answer = (_request, response) => response.end(JSON.stringify(page));
      const { problems } = await call({ regions: { gcp: ['us-central1'] } });
      assert.match(problems[0] ?? '', /^gcp: (what|the list|a page)/);
    }
  });

  it('does not turn in circles with pages that lead back', async () => {
    answer = (_request, response) =>
      response.end(JSON.stringify({ Items: [], NextPageLink: 'https://prices.azure.com/api/retail/prices?again' }));
    const { problems } = await call({ regions: { azure: ['eastus'] } });
    assert.match(problems[0] ?? '', /does not end/);
  });

  it('names a server that is not there, and a key that is missing', async () => {
    const { problems } = await call({
      urls: { aws: 'http://127.0.0.1:9', gcp: url },
      regions: { aws: ['us-east-1'], gcp: ['us-central1'] },
      gcpKey: '',
    });
    assert.match(problems[0] ?? '', /^aws: .*ECONNREFUSED/);
    assert.match(problems[1] ?? '', /^gcp: .*API key/);
  });

  it('goes through the proxy that the environment names', async () => {
    const seen: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      seen.push(request.url ?? '');
      // Whatever name was asked for, the test's server answers.
      const upstream = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      const { lists, problems } = await call({ regions: { aws: regions.aws }, urls: { aws: 'http://prices.invalid' } });
      assert.deepEqual(problems, []);
      assert.equal(lists[0]?.usdPerHour['us-east-1']?.['c7g.large'], 0.0725);
      assert.deepEqual([...new Set(seen)], ['prices.invalid:80']);
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('stops at once when it is cancelled', async () => {
    const controller = new AbortController();
    // While it waits for an answer that does not come.
    answer = () => {
      controller.abort(new Error('enough'));
    };
    await assert.rejects(call({ signal: controller.signal }), /enough/);
  });
});

function asProviders({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
  if (url.endsWith('/region_index.json')) response.end(JSON.stringify(awsIndex));
  else if (url.endsWith('.csv')) response.end(awsCsv());
  else if (url.startsWith('/api/retail/prices'))
    response.end(JSON.stringify(azurePages[url.includes('$skip') || url.includes('%24skip') ? 1 : 0]));
  else if (headers['x-goog-api-key'] !== 'secret') response.writeHead(403).end();
  else response.end(JSON.stringify(gcpPages[url.includes('pageToken') ? 1 : 0]));
}

function cutOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 100_000 });
  response.write(awsCsv(), () => response.destroy());
}
