/** Text tables that fit a terminal: numbers to the right, words to the left, the last column takes what is left. */

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
  /** Longest text shown. */
  readonly most?: number;
  /** Which end of a too long text goes; a place in the source is told by its end. */
  readonly cut?: 'start' | 'end';
  /** Left out where the terminal is too narrow for the last column; the lowest number goes first. */
  readonly dropOrder?: number;
}

const gap = '  ';
/** A last column narrower than this tells nothing any more. */
const leastLast = 22;

/** Rows of text, the titles first. `width` is in columns of the terminal. */
export function textTable(columns: readonly Column[], width: number): readonly string[] {
  const fitted = fit(columns.filter(saysAnything), width);
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
  return Array.from({ length: rows + 1 }, (_, row) =>
    fitted
      .map((column) => cellText(column, row === 0 ? column.title : (column.cells[row - 1] ?? '')))
      .join(gap)
      .trimEnd(),
  );
}

/** A column without a single figure, such as dollars a month without traffic, only takes room. */
function saysAnything({ cells }: Column): boolean {
  return cells.some((cell) => cell !== '');
}

interface Fitted extends Column {
  readonly size: number;
}

function fit(columns: readonly Column[], width: number): readonly Fitted[] {
  const sized = columns.map((column) => ({ ...column, size: naturalSize(column) }));
  const last = sized.at(-1);
  if (last === undefined) return [];
  const room = width - sized.slice(0, -1).reduce((sum, { size }) => sum + size + gap.length, 0);
  const next = nextToDrop(columns);
  if (room < Math.min(last.size, leastLast) && next !== undefined) {
    return fit(
      columns.filter((column) => column !== next),
      width,
    );
  }
  return [...sized.slice(0, -1), { ...last, size: Math.max(12, Math.min(last.size, room)) }];
}

function naturalSize({ title, cells, most = Infinity }: Column): number {
  return Math.min(most, Math.max(...[title, ...cells].map((text) => Array.from(text).length)));
}

function nextToDrop(columns: readonly Column[]): Column | undefined {
  const order = ({ dropOrder = Infinity }: Column) => dropOrder;
  return columns.filter(({ dropOrder }) => dropOrder !== undefined).sort((a, b) => order(a) - order(b))[0];
}

function cellText({ size, align, cut = 'end' }: Fitted, text: string): string {
  const letters = Array.from(text);
  const space = ' '.repeat(Math.max(0, size - letters.length));
  if (letters.length <= size) return align === 'left' ? text + space : space + text;
  return cut === 'end'
    ? `${letters.slice(0, size - 1).join('')}…`
    : `…${letters.slice(letters.length - size + 1).join('')}`;
}
