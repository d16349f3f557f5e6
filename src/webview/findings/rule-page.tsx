/** A rule explained: how it is found, why it costs, what to do, when not to. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../words.ts';
import { blocksOf, type Block, type Inline } from './page-blocks.ts';
import { rulePages } from './rule-pages.ts';

export function RulePage({ rule }: { readonly rule: string }): VNode | null {
  const { t, language } = useWords();
  const [open, setOpen] = useState(false);
  const pages = rulePages()[language];
  const page = Object.hasOwn(pages, rule) ? pages[rule] : undefined;
  if (page === undefined) return null;
  return (
    <details
      class="rule"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>
        {t('explain')} <code>{rule}</code>
      </summary>
      {open && (
        <div class="explained">
          {blocksOf(page).map((block, index) => (
            <Shown key={index} block={block} />
          ))}
        </div>
      )}
    </details>
  );
}

function Shown({ block }: { readonly block: Block }): VNode {
  switch (block.kind) {
    case 'heading':
      return <h4>{block.text}</h4>;
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>{item.map(inline)}</li>
          ))}
        </ul>
      );
    case 'paragraph':
      return <p>{block.parts.map(inline)}</p>;
  }
}

function inline(part: Inline, index: number): VNode {
  switch (part.kind) {
    case 'bold':
      return <strong key={index}>{part.text}</strong>;
    case 'code':
      return <code key={index}>{part.text}</code>;
    case 'link':
      return (
        <a key={index} href={part.url} target="_blank" rel="noreferrer">
          {part.text}
        </a>
      );
    case 'text':
      return <>{part.text}</>;
  }
}
