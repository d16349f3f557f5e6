/**
 * The pages of media/rules as blocks of text: headings, paragraphs, lists and code, with bold, code and links in a line. Of Markdown only
 * what those pages use (a test holds them to it); anything else is shown as it is written. Never as HTML.
 */

export type Inline =
  | { readonly kind: 'text' | 'bold' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

export type Block =
  | { readonly kind: 'heading' | 'code'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] };

export function blocksOf(markdown: string): readonly Block[] {
  // Code first: its empty lines are its own.
  return markdown.split(/^```\w*\n([\s\S]*?)^```$/m).flatMap((part, index): readonly Block[] => {
    if (index % 2 === 1) return [{ kind: 'code', text: part.replace(/\n$/, '') }];
    return part.split(/\n{2,}/).flatMap((text) => (text.trim() === '' ? [] : blockOf(text.trim())));
  });
}

function blockOf(text: string): Block {
  const heading = /^#+ (.*)$/.exec(text);
  if (heading !== null) return { kind: 'heading', text: heading[1] ?? '' };
  const lines = text.split('\n');
  if (lines.every((line) => line.startsWith('- ')))
    return { kind: 'list', items: lines.map((line) => inlinesOf(line.slice(2))) };
  return { kind: 'paragraph', parts: inlinesOf(lines.join(' ')) };
}

export function inlinesOf(text: string): readonly Inline[] {
  const pattern = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\((https:[^)\s]+)\)/g;
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    const [, bold, code, link, url] = match;
    if (bold !== undefined) parts.push({ kind: 'bold', text: bold });
    else if (code !== undefined) parts.push({ kind: 'code', text: code });
    else parts.push({ kind: 'link', text: link ?? '', url: url ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
