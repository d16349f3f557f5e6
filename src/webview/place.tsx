/** A place in the source: opens there where an editor listens, and is plain text elsewhere. */
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { PageContext } from './words.ts';

export function Place({
  file,
  line,
}: {
  readonly file: string | undefined;
  readonly line: number | undefined;
}): VNode | null {
  const { words, openSource } = useContext(PageContext);
  if (file === undefined || file === '') return null;
  const text = line === undefined ? file : `${file}:${line}`;
  // Node's own modules have no file to open.
  if (openSource === undefined || line === undefined || file.startsWith('node:')) {
    return <span class="place">{text}</span>;
  }
  return (
    <button
      type="button"
      class="place link"
      title={words.t('openSource', text)}
      onClick={() => {
        openSource(file, line);
      }}
    >
      {text}
    </button>
  );
}
