import assert from 'node:assert/strict';
import { isOtherCommit } from '../../src/extension/other-commit.ts';

describe('a run of another commit', () => {
  const hash = '0123456789abcdef0123456789abcdef01234567';

  it('is one whose hash is not that of what is checked out', () => {
    assert.equal(isOtherCommit(hash, hash.replace('0', '1')), true);
    assert.equal(isOtherCommit(hash.slice(0, 8), hash.replace('7', '8')), true);
  });

  it('is not one whose hash is the same, or its beginning', () => {
    assert.equal(isOtherCommit(hash, hash), false);
    assert.equal(isOtherCommit(hash.slice(0, 8), hash), false);
    assert.equal(isOtherCommit(hash, hash.slice(0, 8)), false);
  });
});
