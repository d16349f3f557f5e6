/** Unpacks what somebody else packed: a few megabytes of zeros become some gigabytes. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UnreadableFile } from './read-file.ts';

/** @throws UnreadableFile, where it is no gzip or would be longer */
export async function gunzipWithin(packed: Uint8Array, mostBytes: number): Promise<Buffer> {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new UnreadableFile(`it unpacks to more than ${Math.round(mostBytes / 2 ** 20)} MiB`);
    if (code.startsWith('Z_')) throw new UnreadableFile('it is damaged');
    throw error;
  }
}
