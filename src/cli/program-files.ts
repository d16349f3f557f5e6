/** Where the programs and page parts lie that the build put beside this one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rulePagesOfText, type RulePages } from '../model/rule-pages.ts';
import type { HtmlParts } from '../report/render-html.ts';

// The bundle is CommonJS, where __dirname is its folder: dist/.
declare const __dirname: string;

export const programs = {
  agentFile: join(__dirname, 'agent.cjs'),
  keeperFile: join(__dirname, 'keeper.cjs'),
  guardFile: join(__dirname, 'guard.cjs'),
  generatorFile: join(__dirname, 'generator.cjs'),
  toolFolder: dirname(__dirname),
};

/** The command line itself. */
export const cliFile = join(__dirname, 'cli.cjs');

export function toolVersion(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { readonly version: string })
    .version;
}

export async function pageParts(): Promise<HtmlParts> {
  const [pageScript, pageStyle] = await Promise.all(
    ['page.js', 'page.css'].map((file) => readFile(join(__dirname, file), 'utf8')),
  );
  if (pageScript === undefined || pageStyle === undefined) throw new Error('the report page is not built');
  const hashes = { scriptSha256: sha256(pageScript), styleSha256: sha256(pageStyle) };
  return { pageScript, pageStyle, ...hashes, rulePages: await rulePages() };
}

export async function rulePages(): Promise<RulePages> {
  return rulePagesOfText(await readFile(join(__dirname, 'rule-pages.json'), 'utf8'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
