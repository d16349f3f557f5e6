/** What is recorded, how, and what is known to be true of it. */
import type { Recording } from '../../src/model/recording.ts';
import type { Report } from '../../src/model/report.ts';

export type NodeMajor = 20 | 22 | 24 | 26;

/** A sentence, and the check that fails where it is not so. */
export interface Truth {
  readonly says: string;
  readonly holds: (report: Report, recording: Recording) => void | Promise<void>;
}

export interface RecordingCase {
  /** Of the file in test/recordings, without `.json.gz`. */
  readonly name: string;
  /** A folder in test/apps, or how to make one. */
  readonly app: string | (() => Promise<string>);
  readonly node: NodeMajor;
  /** `node` is that Node.js; empty for what the application's package.json says. */
  readonly command: readonly string[];
  /** Of `leanscope run`, the time included. */
  readonly flags: readonly string[];
  /** Paths that are asked for, one as often as the other; the application's own scenario where there are none. */
  readonly paths?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** `attach` measures what runs already, `sampler` only samples it from start to end; without it the command line starts it. */
  readonly by?: 'attach' | 'sampler';
  /** Of the command line, where it is not 0: 3 for an application that ends under the load. */
  readonly exitCode?: 3;
  /** Where the truths come from: by construction, by hand, from a file. */
  readonly derivation: string;
  readonly truths: readonly Truth[];
}
