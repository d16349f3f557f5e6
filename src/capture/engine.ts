/** Which sampler is used: what was asked for, or what loads in the application's own Node.js. */
import type { CpuEngine } from '../model/agent-protocol.ts';
import { FailureError } from '../model/failure.ts';
import type { Spec } from '../model/spec.ts';
import type { Target } from '../model/target.ts';

export interface Engine {
  readonly name: CpuEngine;
  readonly warnings: readonly string[];
}

/**
 * `auto` is the built-in inspector: it is in every Node.js and its heap sampling sees collected objects, which
 * v8-profiler-next's does not. On the same work both give the same shares, line ticks and bail-out reasons.
 * @throws FailureError engineNotLoadable
 */
export async function chooseEngine({ engine, cwd }: Spec, target: Target, toolFolder: string): Promise<Engine> {
  if (engine !== 'v8-profiler-next') return { name: 'inspector', warnings: [] };
  for (const agent of target.agents()) {
    const { error } = await agent.request('loadEngine', { engine, from: [cwd, toolFolder] });
    if (error !== undefined) {
      throw new FailureError({
        kind: 'engineNotLoadable',
        engine,
        reason: `in Node.js ${agent.nodeVersion}: ${error}`,
        fix: `Install it for the application's own Node.js (npm install --save-dev v8-profiler-next in ${cwd}), or use --engine inspector.`,
      });
    }
  }
  return { name: engine, warnings: [] };
}
