/**
 * Which library should draw the page's charts? Each candidate draws the same three lines of 300 points ten times in a real Chromium under the page's own
 * security policy. Printed: what it weighs, how long a drawing takes, what it draws with, what the policy refused, and how many words of the
 * chart a reader without eyes would find in it.
 */
import { drawInBrowser } from './draw-in-browser.ts';

/** `draw(xs, lines, box)` of each, written as its manual has it. */
const candidates = [
  {
    name: 'uplot@1.6.32',
    code: `import U from 'uplot';
      const draw = (xs, lines, box) => new U({ width: 800, height: 300, scales: { x: { time: false } }, series: [{}, ...lines.map((_, i) => ({ label: 's' + i, stroke: 'red' }))] }, [xs, ...lines], box);`,
  },
  {
    name: 'chart.js@4.6.1',
    code: `import { Chart, LineController, LineElement, PointElement, LinearScale, Legend, Tooltip } from 'chart.js';
      Chart.register(LineController, LineElement, PointElement, LinearScale, Legend, Tooltip);
      const draw = (xs, lines, box) => { const c = box.appendChild(document.createElement('canvas')); new Chart(c, { type: 'line', options: { animation: false, scales: { x: { type: 'linear' } } }, data: { datasets: lines.map((ys, i) => ({ label: 's' + i, data: xs.map((x, k) => ({ x, y: ys[k] })) })) } }); };`,
  },
  {
    name: '@observablehq/plot@0.6.17',
    code: `import { plot, lineY, axisX, axisY } from '@observablehq/plot';
      const draw = (xs, lines, box) => box.append(plot({ width: 800, height: 300, color: { legend: true }, marks: [lineY(lines.flatMap((ys, i) => xs.map((x, k) => ({ x, y: ys[k], s: 's' + i }))), { x: 'x', y: 'y', stroke: 's' })] }));`,
  },
  {
    name: 'chartist@1.5.0',
    code: `import { LineChart, AutoScaleAxis } from 'chartist';
      const draw = (xs, lines, box) => { box.style.height = '300px'; new LineChart(box, { series: lines.map((ys) => xs.map((x, k) => ({ x, y: ys[k] }))) }, { axisX: { type: AutoScaleAxis } }); };`,
  },
] as const;

const ownCode = `import { h, render } from 'preact';
  import { Chart } from './src/webview/chart/chart.tsx';
  const text = (value) => String(value);
  const draw = (xs, lines, box) => render(h(Chart, { data: { title: 'Things', x: { title: 'x', text }, y: { title: 'y', text }, series: lines.map((ys, i) => ({ name: 's' + i, shape: 'line', points: xs.map((x, k) => ({ x, y: ys[k] })) })) } }), box);`;

const measuring = `
  const xs = Array.from({ length: 300 }, (_, i) => i);
  const lines = [0, 1, 2].map((n) => xs.map((x) => 10 + n + Math.sin(x / 20 + n)));
  const times = [];
  for (let turn = 0; turn < 11; turn++) {
    document.body.replaceChildren();
    const box = document.body.appendChild(document.createElement('div'));
    box.style.width = '800px';
    const begin = performance.now();
    draw(xs, lines, box);
    // A canvas is painted when it is read, an SVG when it is laid out.
    box.getBoundingClientRect();
    box.querySelector('canvas')?.getContext('2d').getImageData(0, 0, 1, 1);
    times.push(performance.now() - begin);
  }
  globalThis.drawn = new Promise((resolve) => setTimeout(() => resolve({
    ms: times.slice(1).sort((a, b) => a - b)[4],
    with: ['svg', 'canvas'].filter((name) => document.querySelector(name)).join('+'),
    words: [...document.body.innerText.matchAll(/\\S+/g)].length + [...document.querySelectorAll('[aria-label],[aria-labelledby]')].length,
    focusable: document.querySelectorAll('[tabindex="0"], button, summary').length,
  }), 300));`;

console.table(await drawInBrowser({ candidates, ownCode, ownFolder: 'webview/chart/', measuring }));
