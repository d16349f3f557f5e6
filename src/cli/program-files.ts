/** Where the programs and page parts lie that the build put beside this one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ruleIds } from '../model/finding.ts';

// The bundle is CommonJS, where __dirname is its folder: dist/.
declare const __dirname: string;

export const programs = {
  agentFile: join(__dirname, 'agent.cjs'),
  keeperFile: join(__dirname, 'keeper.cjs'),
  generatorFile: join(__dirname, 'generator.cjs'),
  toolFolder: dirname(__dirname),
};

/** The command line itself. */
export const cliFile = join(__dirname, 'cli.cjs');

export function toolVersion(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { readonly version: string })
    .version;
}

export async function pageParts(): Promise<{
  pageScript: string;
  pageStyle: string;
  scriptSha256: string;
  styleSha256: string;
}> {
  const [pageScript, pageStyle] = await Promise.all(
    ['page.js', 'page.css'].map((file) => readFile(join(__dirname, file), 'utf8')),
  );
  if (pageScript === undefined || pageStyle === undefined) throw new Error('the report page is not built');
  return { pageScript, pageStyle, scriptSha256: sha256(pageScript), styleSha256: sha256(pageStyle) };
}

/** Of each rule, by its id. */
export async function rulePages(): Promise<Readonly<Record<string, string>>> {
  const pages = await Promise.all(
    ruleIds.map(
      async (id) => [id, await readFile(join(__dirname, '..', 'media', 'rules', `${id}.md`), 'utf8')] as const,
    ),
  );
  return Object.fromEntries(pages);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
