/**
 * In: a Report, and the script and style of the report page. Out: one HTML file that opens from disk and asks the
 * network for nothing. The page itself is `webview/`; it fills `#root` and finds the Report as JSON in a script element.
 */
import { reportElementId, rulePagesElementId, sourceElementId } from '../model/page.ts';
import { plain } from '../model/plain-text.ts';
import type { Report } from '../model/report.ts';
import { noRulePages, pagesOf, type RulePages } from '../model/rule-pages.ts';
import type { SourceExcerpt } from '../model/source-excerpt.ts';

export interface HtmlParts {
  /** The built page (dist/page.js, dist/page.css), as text. */
  readonly pageScript: string;
  readonly pageStyle: string;
  /** SHA-256 of exactly that script and that style, in base64: nothing else may run. Hashing is the caller's, because a pure stage has no crypto. */
  readonly scriptSha256: string;
  readonly styleSha256: string;
  /** Of all rules; the page carries those of its findings. */
  readonly rulePages?: RulePages;
}

/** @param excerpts of the source, shown with the cost beside it */
export function renderHtml(report: Report, parts: HtmlParts, excerpts: readonly SourceExcerpt[] = []): string {
  refuseClosingTag(parts.pageScript, 'script');
  refuseClosingTag(parts.pageStyle, 'style');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${parts.scriptSha256}'`,
    `style-src 'sha256-${parts.styleSha256}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapedText(plain(`Leanscope: ${report.app.command}`))}</title>
<style>${parts.pageStyle}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="${reportElementId}">${jsonForScript(report)}</script>
${rulePagesElement(report, parts.rulePages)}${excerpts.length === 0 ? '' : `<script type="application/json" id="${sourceElementId}">${jsonForScript(excerpts)}</script>\n`}<script>${parts.pageScript}</script>
</body>
</html>
`;
}

function rulePagesElement({ advice }: Report, pages: RulePages = noRulePages): string {
  const own = pagesOf(new Set(advice.map(({ rule }) => rule)), pages);
  if (Object.keys(own.en).length === 0) return '';
  return `<script type="application/json" id="${rulePagesElementId}">${jsonForScript(own)}</script>\n`;
}

/** JSON that an HTML parser cannot leave: a name with `</script>` or `<!--` in it stays a name. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

function escapedText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Rewriting the text would break its hash; the bundler already writes `<\/script`, so this is a bug if it ever happens. */
function refuseClosingTag(text: string, tag: string): void {
  if (text.toLowerCase().includes(`</${tag}`)) throw new Error(`the page's ${tag} contains its own closing tag`);
}
