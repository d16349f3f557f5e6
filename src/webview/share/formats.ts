/** What the page can hand on: made by the same code as the command line's files. */
import type { Report } from '../../model/report.ts';
import { renderCpuProfile } from '../../report/formats/render-cpuprofile.ts';
import { renderPprof } from '../../report/formats/render-pprof.ts';
import { renderSarif } from '../../report/formats/render-sarif.ts';
import { renderSpeedscope } from '../../report/formats/render-speedscope.ts';
import { renderMarkdown } from '../../report/render-markdown.ts';
import { rulePages } from '../findings/rule-pages.ts';

interface Format {
  /** As it is called everywhere; what it is for is said beside it. */
  readonly name: string;
  readonly forWhat: 'forPullRequest' | 'forScripts' | 'forCodeScanning' | 'forOtherTools';
  readonly file: string;
  readonly render: (report: Report) => string | Uint8Array<ArrayBuffer>;
}

export const formats: readonly Format[] = [
  { name: 'Markdown', forWhat: 'forPullRequest', file: 'leanscope.md', render: renderMarkdown },
  {
    name: 'JSON',
    forWhat: 'forScripts',
    // Not leanscope.json: that is the project's own.
    file: 'leanscope-report.json',
    render: (report) => `${JSON.stringify(report, null, 1)}\n`,
  },
  {
    ...{ name: 'SARIF', forWhat: 'forCodeScanning', file: 'leanscope.sarif' },
    render: (report) => renderSarif(report, rulePages().en),
  },
  {
    ...{ name: '.cpuprofile', forWhat: 'forOtherTools', file: 'leanscope.cpuprofile' },
    render: (report) => renderCpuProfile(report, report.app.cwd),
  },
  {
    ...{ name: 'speedscope', forWhat: 'forOtherTools', file: 'leanscope.speedscope.json' },
    render: (report) => renderSpeedscope(report, report.app.cwd),
  },
  {
    ...{ name: 'pprof', forWhat: 'forOtherTools', file: 'leanscope.pprof' },
    render: (report) => new Uint8Array(renderPprof(report, report.app.cwd)),
  },
];
