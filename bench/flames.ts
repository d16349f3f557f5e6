/**
 * Which library should draw the flame graph? Each candidate draws the same tree of 100,000 frames in a real Chromium under the page's own security
 * policy and is zoomed a step a frame. Printed: what it weighs, how long until it is drawn, how evenly it zooms, what it draws with, what the
 * policy refused, and what is left of it for a reader without eyes or without a pointer.
 */
import { drawInBrowser } from './draw-in-browser.ts';

/** `draw(root, box)` of each, as its manual has it, gives what one step of zooming is: a wheel where it has one, else a frame that is chosen. */
const candidates = [
  {
    name: 'd3-flame-graph@5.0.0',
    code: `import flamegraph from 'd3-flame-graph';
      import { select } from 'd3-selection';
      const draw = (root, box) => {
        const chart = flamegraph().width(1200).minFrameSize(1).transitionDuration(0);
        select(box).datum(root).call(chart);
        const drawn = [...box.querySelectorAll('g')].map((each) => each.__data__).filter((each) => each?.depth < 12);
        return (step) => chart.zoomTo(drawn[step % drawn.length]);
      };`,
  },
  {
    name: 'flame-chart-js@3.3.0',
    code: `import { FlameChart } from 'flame-chart-js';
      const draw = (root, box) => {
        const canvas = box.appendChild(document.createElement('canvas'));
        canvas.width = 1200; canvas.height = 700;
        const timed = (node, start) => { let at = start; return { name: node.name, start, duration: node.value, children: node.children.map((each) => { const child = timed(each, at); at += each.value; return child; }) }; };
        new FlameChart({ canvas, data: [timed(root, 0)], settings: {} });
        return (step) => canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: step % 60 < 30 ? -12 : 12, clientX: 400, clientY: 300, bubbles: true, cancelable: true }));
      };`,
  },
] as const;

const ownCode = `import { h, render } from 'preact';
  import { callTree } from './src/webview/flame/call-tree.ts';
  import { FlameGraph } from './src/webview/flame/flame-graph.tsx';
  const draw = (root, box) => {
    const columns = { frames: [], parent: [-1], frame: [-1], self: [0] };
    const add = (node, above) => {
      const at = columns.parent.push(above) - 1;
      columns.frame.push(columns.frames.push({ name: node.name, kind: 'app', file: 'a.js', line: 1 }) - 1);
      columns.self.push(node.value - node.children.reduce((sum, each) => sum + each.value, 0));
      for (const child of node.children) add(child, at);
    };
    for (const child of root.children) add(child, 0);
    render(h(FlameGraph, { tree: callTree(columns), label: 'Graph', rootLabel: 'all', amount: String, found: undefined, inverted: false }), box);
    const canvas = box.querySelector('canvas');
    return (step) => canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: step % 60 < 30 ? -12 : 12, ctrlKey: true, clientX: 400, clientY: 300, bubbles: true, cancelable: true }));
  };`;

/** The same tree for all: each frame's time is dealt to a few callees, the first of which get most of it. */
const measuring = `
  let left = 100_000;
  const grow = (value, depth) => ({ name: 'perform' + (left % 4999), value, depth });
  const root = { ...grow(1e9, 0), children: [] };
  const waiting = [root];
  while (left > 0 && waiting.length > 0) {
    const node = waiting.shift();
    const count = 2 + (left % 4);
    let rest = node.value * 0.98;
    for (let at = 0; at < count && left > 0; at++) {
      const child = { ...grow(rest * 0.5, node.depth + 1), children: [] };
      rest -= child.value;
      left -= 1;
      node.children.push(child);
      waiting.push(child);
    }
  }
  const twice = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  globalThis.drawn = (async () => {
    const box = document.body.appendChild(document.createElement('div'));
    const begin = performance.now();
    const zoom = draw(root, box);
    await twice();
    const drawnMs = performance.now() - begin;
    const between = [];
    await new Promise((resolve) => {
      let last = performance.now();
      const frame = (now) => {
        between.push(now - last);
        last = now;
        if (between.length > 120) { resolve(); return; }
        zoom(between.length);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    const sorted = between.slice(1).sort((a, b) => a - b);
    return {
      drawnMs: Math.round(drawnMs),
      zoomP50: Math.round(sorted[60]),
      zoomP95: Math.round(sorted[114]),
      with: ['svg', 'canvas'].filter((name) => document.querySelector(name)).join('+'),
      roles: document.querySelectorAll('[role], [aria-label]').length,
      focusable: document.querySelectorAll('[tabindex="0"], button, summary').length,
    };
  })();`;

console.table(await drawInBrowser({ candidates, ownCode, ownFolder: 'webview/flame/', measuring }));
