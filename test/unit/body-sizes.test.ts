import assert from 'node:assert/strict';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { costBodies } from '../../src/attribute/bodies.ts';
import { decodedBody, sampleBody, withAcceptEncoding } from '../../src/load/body-sizes.ts';
import type { RequestOutcome } from '../../src/model/recorded-slice.ts';
import type { BodySample, RecordedRequest } from '../../src/model/recording.ts';

const text = Buffer.from('to be or not to be, '.repeat(500));

describe('a body', () => {
  for (const [name, encoding, bytes] of [
    ['gzip', 'gzip', gzipSync(text)],
    ['an encoding in capitals', 'GZIP', gzipSync(text)],
    ['brotli', 'br', brotliCompressSync(text)],
    ['deflate', 'deflate', deflateSync(text)],
    ['deflate without zlib around it', 'deflate', deflateRawSync(text)],
  ] as const) {
    it(`is measured before and after ${name}`, () => {
      assert.deepEqual(sampleBody({ bytes, encoding, type: 'text/plain; charset=utf-8' }), {
        wireBytes: bytes.length,
        plainBytes: text.length,
        encoding: encoding.toLowerCase(),
        contentType: 'text/plain',
      });
    });
  }

  it('that was not compressed is compressed to see what that would save', () => {
    const sample = sampleBody({ bytes: text });
    assert.deepEqual(sample, { wireBytes: 10_000, plainBytes: 10_000, gzipBytes: gzipSync(text).length });
  });

  it('that cannot be read has no size: unknown encodings, cut off bodies, a few bytes that stand for a gigabyte', () => {
    assert.equal(sampleBody({ bytes: text, encoding: 'zstd' }), undefined);
    assert.equal(decodedBody({ bytes: gzipSync(text).subarray(0, 20), encoding: 'gzip' }), undefined);
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    assert.equal(decodedBody({ bytes: bomb, encoding: 'gzip' }), undefined);
  });

  it('of nothing is nothing, whatever its header says', () => {
    const sample = sampleBody({ bytes: Buffer.alloc(0), encoding: 'gzip' });
    assert.deepEqual(sample, { wireBytes: 0, plainBytes: 0 });
  });

  it('is asked for compressed, unless a scenario says otherwise', () => {
    assert.match(JSON.stringify(withAcceptEncoding({ headers: {} })), /\bgzip\b.*\bbr\b/);
    const own = { headers: { 'Accept-Encoding': 'identity' } };
    assert.equal(withAcceptEncoding(own), own);
  });
});

describe('bodies of a route', () => {
  const request = (body?: BodySample): RecordedRequest => ({
    ...{ method: 'GET', path: '/', route: '/', share: 0.5 },
    ...(body === undefined ? {} : { body }),
  });
  const outcome = (requestIndex: number, completed: number, bodyBytesOut?: number): RequestOutcome => ({
    ...{ requestIndex, completed, errors: 0, bytesIn: 0, bytesOut: 0, latencyUs: [], statuses: {} },
    ...(bodyBytesOut === undefined ? {} : { bodyBytesOut }),
  });
  const compressed = request({ wireBytes: 100, plainBytes: 400, encoding: 'gzip' });
  const plain = request({ wireBytes: 200, plainBytes: 200, gzipBytes: 50 });
  const dense = request({ wireBytes: 200, plainBytes: 200, gzipBytes: 250 });

  it('are those sent, times the ratio of the sample', () => {
    // 10 answers of 110 bytes; the sample was 4 : 1.
    assert.deepEqual(costBodies([outcome(0, 10, 1100)], [compressed]), {
      body: { bytesPerRequest: 110, plainBytesPerRequest: 440, encodings: ['gzip'] },
    });
  });

  it('of several requests count as often as they were sent', () => {
    // 30 of 100 bytes that were 400, 10 of 200 that gzip would make 50: (3,000 + 2,000), (12,000 + 2,000), (3,000 + 500) over 40.
    assert.deepEqual(costBodies([outcome(0, 30, 3000), outcome(1, 10, 2000)], [compressed, plain]), {
      body: {
        bytesPerRequest: 125,
        plainBytesPerRequest: 350,
        encodings: ['gzip'],
        gzipBytesPerRequest: 87.5,
      },
    });
  });

  it('are not made larger by gzip', () => {
    assert.equal(costBodies([outcome(0, 1, 200)], [dense]).body?.gzipBytesPerRequest, 200);
  });

  it('are unknown where one of them is, or nothing was sent', () => {
    assert.deepEqual(costBodies([outcome(0, 1, 100), outcome(1, 1, 100)], [compressed, request()]), {});
    assert.deepEqual(costBodies([outcome(0, 1)], [compressed]), {});
    assert.deepEqual(costBodies([], [compressed]), {});
  });
});
