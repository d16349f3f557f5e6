/**
 * The call tree for those who read it by keyboard or by ear: an ARIA treegrid. The focus stays on the grid and the active
 * row is told by reference, so that rows out of sight need not exist.
 */
import type { VNode } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CallTree, Frame } from '../flame/call-tree.ts';
import type { ExtraColumn } from '../flame/flame-graph.tsx';
import { labelOf } from '../flame/palette.ts';
import { useWindow } from '../frame/use-window.ts';
import { Place } from '../place.tsx';
import { PageContext, useWords } from '../words.ts';
import { costlyChildren, gridStep, hotPath, openToFound, rowsOf, withFound, type Children } from './tree-rows.ts';
import './tree-grid.css';

/** CSS pixels; the style sheet has the same. */
const rowHeight = 26;

interface TreeGridProps {
  readonly tree: CallTree;
  readonly label: string;
  readonly rootLabel: string;
  readonly amount: (value: number) => string;
  /** By frame; undefined where nothing is searched for. */
  readonly found: Uint8Array | undefined;
  /** From spenders up to callers: then nothing has a cost of its own. */
  readonly inverted: boolean;
  readonly extra?: ExtraColumn;
}

export function TreeGrid({ tree, label, rootLabel, amount, found, inverted, extra }: TreeGridProps): VNode {
  const { t } = useWords();
  const { openSource } = useContext(PageContext);
  const scroller = useRef<HTMLDivElement>(null);
  const children = useMemo(
    () => costlyChildren(tree, found === undefined ? undefined : withFound(tree, found)),
    [tree, found],
  );
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set([0]));
  const [active, setActive] = useState(0);
  useEffect(() => {
    setOpen(found === undefined ? hotPath(tree, children) : openToFound(tree, children, found));
    setActive(0);
  }, [tree, children, found]);
  const rows = useMemo(() => rowsOf(children, open), [children, open]);
  const { from, to } = useWindow(scroller, rowHeight, rows.length);
  const toggle = (node: number): void => {
    const changed = new Set(open);
    if (!changed.delete(node)) changed.add(node);
    setOpen(changed);
  };
  const goTo = (node: number): void => {
    setActive(node);
    keepInSight(scroller.current, rows.indexOf(node));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const frame = tree.frames[tree.frame[active] ?? -1];
    if (event.key === 'Enter' && frame?.line !== undefined) openSource?.(frame.file, frame.line);
    const step = gridStep({ tree, children, rows, open }, active, event.key);
    if (step === undefined) return;
    event.preventDefault();
    if (step.open !== undefined) setOpen(new Set([...open, ...step.open]));
    if (step.close !== undefined) toggle(step.close);
    if (step.to !== undefined) goTo(step.to);
  };
  return (
    <div
      ref={scroller}
      class={`tree-grid${inverted ? ' inverted' : ''}${extra === undefined ? '' : ' wide'}`}
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={`tree-row-${active}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="row" class="tree-row head" aria-rowindex={1}>
        <span role="columnheader">{t('functionName')}</span>
        {extra !== undefined && (
          <span role="columnheader" class="number">
            {extra.title}
          </span>
        )}
        <span role="columnheader" class="number">
          {t('treeTotal')}
        </span>
        <span role="columnheader" class="number">
          {t('share')}
        </span>
        {!inverted && (
          <span role="columnheader" class="number">
            {t('treeSelf')}
          </span>
        )}
        <span role="columnheader">{t('treePlace')}</span>
      </div>
      <div role="rowgroup" class="tree-rows" style={{ height: `${rows.length * rowHeight}px` }}>
        {shownRows(rows, from, to, active).map((at) => {
          const node = rows[at] ?? 0;
          return (
            <TreeRow
              key={node}
              {...{ tree, node, at, rootLabel, amount, children, inverted }}
              extra={extra?.text(node)}
              open={open.has(node)}
              active={node === active}
              onToggle={() => {
                toggle(node);
              }}
              onActivate={() => {
                setActive(node);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The active row is always there, or nothing could refer to it. */
function shownRows(rows: readonly number[], from: number, to: number, active: number): readonly number[] {
  const shown = Array.from({ length: to - from }, (_, index) => from + index);
  const at = rows.indexOf(active);
  return at < 0 || (at >= from && at < to) ? shown : [...shown, at];
}

function keepInSight(scroller: HTMLElement | null, row: number): void {
  if (scroller === null || row < 0) return;
  const top = row * rowHeight;
  const room = scroller.clientHeight - 2 * rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
}

interface TreeRowProps {
  readonly tree: CallTree;
  readonly node: number;
  /** Its place among all rows. */
  readonly at: number;
  readonly rootLabel: string;
  readonly amount: (value: number) => string;
  readonly children: Children;
  readonly inverted: boolean;
  readonly extra: string | undefined;
  readonly open: boolean;
  readonly active: boolean;
  readonly onToggle: () => void;
  readonly onActivate: () => void;
}

function TreeRow(props: TreeRowProps): VNode {
  const { tree, node, at, rootLabel, amount, children, inverted, extra, open, active, onToggle, onActivate } = props;
  const { share } = useWords();
  const frame = tree.frames[tree.frame[node] ?? -1];
  const parent = tree.parent[node] ?? -1;
  const siblings = parent < 0 ? [node] : children(parent);
  const expandable = children(node).length > 0;
  const whole = tree.total[0] ?? 0;
  const total = tree.total[node] ?? 0;
  const depth = tree.depth[node] ?? 0;
  return (
    <div
      role="row"
      id={`tree-row-${node}`}
      class={`tree-row${active ? ' active' : ''}`}
      style={{ top: `${at * rowHeight}px` }}
      aria-rowindex={at + 2}
      aria-level={depth + 1}
      aria-posinset={siblings.indexOf(node) + 1}
      aria-setsize={siblings.length}
      aria-selected={active}
      {...(expandable ? { 'aria-expanded': open } : {})}
      onClick={onActivate}
      onDblClick={expandable ? onToggle : undefined}
    >
      <span role="gridcell" class="tree-name" style={{ paddingLeft: `${Math.min(depth, 40) * 0.9}rem` }}>
        <span
          class="expander"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onActivate();
            if (expandable) onToggle();
          }}
        >
          {expandable ? (open ? '▾' : '▸') : ''}
        </span>
        <NodeName frame={frame} rootLabel={rootLabel} />
      </span>
      {extra !== undefined && (
        <span role="gridcell" class="number">
          {extra}
        </span>
      )}
      <span role="gridcell" class="number">
        {amount(total)}
      </span>
      <span role="gridcell" class="number">
        {share(whole > 0 ? total / whole : undefined)}
      </span>
      {!inverted && (
        <span role="gridcell" class="number">
          {amount(tree.self[node] ?? 0)}
        </span>
      )}
      <span role="gridcell">{frame !== undefined && <Place file={frame.file} line={frame.line} skipped />}</span>
    </div>
  );
}

function NodeName({ frame, rootLabel }: { readonly frame: Frame | undefined; readonly rootLabel: string }): VNode {
  if (frame === undefined) return <span class="name">{rootLabel}</span>;
  return (
    <>
      <span class={`frame-mark kind-${frame.kind}`} aria-hidden="true" />
      <span class="name">{labelOf(frame)}</span>
    </>
  );
}
