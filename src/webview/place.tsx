/** A place in the source: opens there where an editor listens or the page carries it, and is plain text elsewhere. */
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { covers } from './source/excerpts.ts';
import { PageContext } from './words.ts';

interface PlaceProps {
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** Left out where Tab goes, because the row that it is in opens it by a key. */
  readonly skipped?: boolean;
}

export function Place({ file, line, skipped = false }: PlaceProps): VNode | null {
  const { words, openSource, excerpts } = useContext(PageContext);
  if (file === undefined || file === '') return null;
  const text = line === undefined ? file : `${file}:${line}`;
  // Node's own modules have no file to open.
  const closed = line === undefined || file.startsWith('node:') || (excerpts && !covers(excerpts, file, line));
  if (openSource === undefined || closed) {
    return <span class="place">{text}</span>;
  }
  return (
    <button
      type="button"
      class="place link"
      {...(skipped ? { tabIndex: -1 } : {})}
      title={words.t('openSource', text)}
      onClick={() => {
        openSource(file, line);
      }}
    >
      {text}
    </button>
  );
}
