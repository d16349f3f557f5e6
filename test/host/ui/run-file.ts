/** Runs the tests of one file of this folder in a process of their own. `node run-file.ts FILE RESULT [GREP]` */
import Mocha from 'mocha';
import { writeFile } from 'node:fs/promises';
import { runMocha, testTimeoutMs } from '../suite-result.ts';

const [file = '', resultFile = '', grep] = process.argv.slice(2);
const options = { ui: 'bdd', timeout: testTimeoutMs, forbidOnly: true, reporter: 'dot' } as const;
const mocha = new Mocha({ ...options, ...(grep === undefined ? {} : { grep }) });
mocha.addFile(file);
await mocha.loadFilesAsync();
await writeFile(resultFile, JSON.stringify(await runMocha(mocha)));
