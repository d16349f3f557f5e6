/** The flame graph as a part of the page: its canvas, its keys, and in words what the canvas shows of one frame. */
import type { VNode } from 'preact';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useViewText } from '../frame/use-view.ts';
import { Place } from '../place.tsx';
import { pngOf } from '../chart/to-png.ts';
import { PageContext, useWords } from '../words.ts';
import type { CallTree } from './call-tree.ts';
import type { FlameChange, Ruler } from './flame-shown.ts';
import { flameSvg } from './flame-svg.ts';
import { FlameView } from './flame-view.ts';
import { layOut, type Layout } from './layout.ts';
import { move } from './moves.ts';
import { textOf } from './looks.ts';
import { rowHeight } from './paint-flame.ts';
import { paletteOf } from './palette.ts';

export interface ExtraColumn {
  readonly title: string;
  readonly text: (node: number) => string;
}

export interface FlameGraphProps {
  readonly tree: CallTree;
  readonly label: string;
  readonly rootLabel: string;
  readonly amount: (value: number) => string;
  readonly found: Uint8Array | undefined;
  readonly change?: FlameChange;
  /** Under which the chosen frame is kept. */
  readonly name?: string;
  /** From spenders up to callers: then nothing has a cost of its own. */
  readonly inverted: boolean;
  readonly ruler?: Ruler;
  /** What a frame costs, in words; where it is left out, that is per request. */
  readonly costText?: (node: number) => string;
  /** What the tree has a column more for: when a frame began, by how much it differs. */
  readonly extra?: ExtraColumn;
}

export function FlameGraph({
  tree,
  label,
  rootLabel,
  amount,
  found,
  inverted,
  change,
  name = 'flame',
  ruler,
  costText,
}: FlameGraphProps): VNode {
  const { t } = useWords();
  const { openSource, save } = useContext(PageContext);
  const layout = useMemo(() => layOut(tree), [tree]);
  const [kept, keep] = useViewText(`${name}.frame`, '0');
  const selected = nodeOf(kept, layout);
  const [hovered, setHovered] = useState<number>();
  const [spoken, setSpoken] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const flame = useRef<FlameView>();
  const shown = {
    ...(change === undefined ? {} : { change }),
    ...(ruler === undefined ? {} : { ruler }),
    layout,
    found,
    selected: selected === 0 ? undefined : selected,
    rootLabel,
  };
  const select = (node: number, zoom: boolean): void => {
    keep(String(node));
    if (zoom) flame.current?.zoomTo(node);
    else flame.current?.reveal(node);
  };
  const open = (node: number): void => {
    const frame = tree.frames[tree.frame[node] ?? -1];
    if (frame?.line !== undefined) openSource?.(frame.file, frame.line);
  };
  const actions = useRef({ select, open });
  actions.current = { select, open };

  // Before anything is shown: the tab may have been opened to be printed.
  useLayoutEffect(() => {
    if (canvas.current === null || scroller.current === null) return undefined;
    const view = new FlameView(canvas.current, scroller.current, shown, {
      onHover: setHovered,
      onSelect: (node) => {
        setSpoken(false);
        actions.current.select(node, true);
      },
      onOpen: (node) => {
        actions.current.open(node);
      },
    });
    flame.current = view;
    return () => {
      view.stop();
    };
    // The view lives as long as its canvas; what it shows reaches it below.
  }, []);
  useEffect(() => {
    flame.current?.show(shown);
  }, [layout, found, selected, rootLabel]);
  useEffect(() => {
    flame.current?.zoomTo(selected, false);
    // Only on arrival of another tree: what was chosen in it comes back.
  }, [layout]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const view = flame.current;
    if (view === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = event.shiftKey ? undefined : move(layout, selected, event.key);
    if (to !== undefined) {
      setSpoken(true);
      select(to, false);
    } else if (!command(event, view, selected, actions.current)) return;
    event.preventDefault();
  };
  return (
    <>
      <div class="flame-details" aria-live={spoken ? 'polite' : 'off'}>
        <FrameDetails
          {...{ layout, amount, rootLabel, inverted }}
          {...(change === undefined ? {} : { change })}
          {...(costText === undefined ? {} : { costText })}
          node={hovered ?? selected}
        />
      </div>
      <div ref={scroller} class="flame-scroll">
        <div style={{ height: `${Math.max(1, layout.rows.length) * rowHeight}px` }}>
          <canvas
            ref={canvas}
            class="flame"
            role="application"
            aria-roledescription={t('tab_flameGraph')}
            aria-label={label}
            aria-describedby={`${name}-keys`}
            tabIndex={0}
            style={{ height: `min(70vh, ${Math.max(1, layout.rows.length) * rowHeight}px)` }}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <p class="table-tools">
        <button
          type="button"
          class="link"
          onClick={() => {
            if (canvas.current === null) return;
            void pngOf(canvas.current).then((picture) => {
              if (picture !== undefined) save('leanscope-flame-graph.png', picture);
            });
          }}
        >
          {t('chartSavePng')}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => {
            if (canvas.current === null) return;
            const span = flame.current?.span ?? { from: 0, to: 1 };
            save(
              'leanscope-flame-graph.svg',
              flameSvg(shown, span, canvas.current.clientWidth, paletteOf(canvas.current)),
            );
          }}
        >
          {t('chartSave')}
        </button>
      </p>
      <p id={`${name}-keys`} class="detail">
        {t('flameKeys')}
      </p>
    </>
  );
}

/** A node of another tree may not be in this one. */
function nodeOf(kept: string, { width }: Layout): number {
  const node = Number(kept);
  return Number.isInteger(node) && (width[node] ?? 0) > 0 ? node : 0;
}

interface Actions {
  readonly select: (node: number, zoom: boolean) => void;
  readonly open: (node: number) => void;
}

/** True where the key was one of ours. */
function command({ key, shiftKey }: KeyboardEvent, view: FlameView, selected: number, actions: Actions): boolean {
  if (key === 'Enter' || key === ' ') actions.select(selected, true);
  else if (key === 'Escape' || key === '0') actions.select(0, true);
  else if (key === '+' || key === '=') view.zoomBy(1.5);
  else if (key === '-') view.zoomBy(1 / 1.5);
  else if (shiftKey && key === 'ArrowLeft') view.panBy(-0.25);
  else if (shiftKey && key === 'ArrowRight') view.panBy(0.25);
  else if (key === 'o') actions.open(selected);
  // At the edge of the graph an arrow goes nowhere, and the page must not scroll instead.
  else return key.startsWith('Arrow');
  return true;
}

interface FrameDetailsProps {
  readonly layout: Layout;
  readonly node: number;
  readonly amount: (value: number) => string;
  readonly rootLabel: string;
  readonly inverted: boolean;
  readonly change?: FlameChange;
  readonly costText?: (node: number) => string;
}

function FrameDetails({ layout, node, amount, rootLabel, inverted, change, costText }: FrameDetailsProps): VNode {
  const { t, share } = useWords();
  const { tree } = layout;
  const frame = tree.frames[tree.frame[node] ?? -1];
  const total = tree.total[node] ?? 0;
  const whole = tree.total[0] ?? 0;
  const text = textOf(
    { ...(change === undefined ? {} : { change }), layout, found: undefined, selected: undefined, rootLabel },
    node,
  );
  return (
    <>
      <strong class="name">{text}</strong> {frame !== undefined && <span class="tag">{t(`kind_${frame.kind}`)}</span>}{' '}
      {frame !== undefined && <Place file={frame.file} line={frame.line} />}
      <br />
      {costText !== undefined
        ? costText(node)
        : inverted
          ? t('flameCallerCost', amount(total), share(total / whole))
          : t('flameCost', amount(total), share(total / whole), amount(tree.self[node] ?? 0))}
    </>
  );
}
