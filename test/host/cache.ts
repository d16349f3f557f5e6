/** Where the editor under test is kept between runs: outside the checkout, because it is large and the same for all of them. */
import { homedir } from 'node:os';
import * as path from 'node:path';

export const cacheFolder = process.env['LEANSCOPE_CACHE'] ?? path.join(homedir(), '.cache', 'leanscope');
