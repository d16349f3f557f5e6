/** A forced collection, and what it leaves. */
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { MemoryLeft } from '../model/thread-counters.ts';

/**
 * V8's own `gc`, which it gives to contexts that are made while the flag is set. The inspector's collection takes twice as long: it
 * repeats until nothing more goes, which no load waits for.
 */
export function garbageCollector(gcOfNewContext = exposedGc): () => Promise<MemoryLeft> {
  let collect: (() => void) | undefined;
  return async () => {
    collect ??= found(gcOfNewContext);
    // Twice, with a turn of the event loop between: what finalizers let go of after the first is gone after the second, and the
    // memory of ArrayBuffers, which V8 frees on another thread, has been given back.
    collect();
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    return memoryLeft();
  };
}

/** Where the event loop does not turn: finalizers have to wait. */
export function collectNow(): MemoryLeft {
  const collect = found(exposedGc);
  collect();
  collect();
  return memoryLeft();
}

function memoryLeft(): MemoryLeft {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heapUsedBytes: heapUsed, externalBytes: external, arrayBuffersBytes: arrayBuffers };
}

const mostTries = 1000;

function found(gcOfNewContext: () => (() => void) | undefined): () => void {
  for (let tries = 0; tries < mostTries; tries++) {
    const collect = gcOfNewContext();
    if (collect !== undefined) return collect;
  }
  throw new Error('V8 gives no gc function');
}

/** The flag is the whole process's: while one thread makes its context, another may take the flag back. Undefined then. */
function exposedGc(): (() => void) | undefined {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc') as (() => void) | undefined;
  setFlagsFromString('--no-expose-gc');
  return collect;
}
