/**
 * How fast the machine is at this moment: a small fixed piece of work like that of a web application, timed by its own CPU time.
 * Shared processors, caches and memory make the same code cost up to half as much again, for seconds or minutes at a time, while
 * nothing on this machine shows it; the same work between the slices does.
 */
import process from 'node:process';
import { sampleItems, type Item } from './kernels.ts';

const warmUps = 40;
const rounds = 8;

/** Gives the CPU time of one piece, µs, whenever it is called. */
export function createPaceReader(): () => number {
  const text = JSON.stringify(sampleItems());
  let sink = 0;
  const piece = (): void => {
    for (let round = 0; round < rounds; round++) sink += work(text);
  };
  for (let turn = 0; turn < warmUps; turn++) piece();
  return () => {
    const before = cpuUs();
    piece();
    const us = cpuUs() - before;
    // Never true; it keeps the work in use.
    if (sink < 0) throw new Error('counted backwards');
    return us;
  };
}

function work(text: string): number {
  const byName = new Map((JSON.parse(text) as readonly Item[]).map((item) => [item.name + String(item.id), item]));
  const priced = [...byName.values()].map((item) => ({ ...item, price: item.price * 1.2 }));
  return priced.sort((a, b) => a.price - b.price).length;
}

const ofThread = (process as { threadCpuUsage?: () => NodeJS.CpuUsage }).threadCpuUsage;

/**
 * Of this thread where Node.js tells it; of the process else, whose other threads have little to do here. Linux brings the time of a
 * running thread up to date when it is asked for that of the process, and not when it is asked for the thread's: so both are asked.
 */
function cpuUs(): number {
  const all = process.cpuUsage();
  const { user, system } = ofThread?.() ?? all;
  return user + system;
}
