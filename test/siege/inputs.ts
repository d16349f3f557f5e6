/** Bad inputs by their seeds: the same seed makes the same input, tried by the same call. */
import { arenaAt, changesSince, listing, prepare, standFor, type Arena } from './arena.ts';
import type { Caller } from './caller.ts';
import { plantedSecret, type Call, type Form } from './form.ts';
import { hostileTexts } from './hostile.ts';
import { faultsOf, type Column } from './judge.ts';
import { mutate } from './mutate.ts';
import { profileForms } from './profile-forms.ts';
import { randomOf, type Random } from './random.ts';
import { scenarioForms } from './scenario-forms.ts';
import { storedForms } from './stored-forms.ts';

export interface Verdict {
  readonly seed: number;
  readonly form: string;
  readonly how: string;
  readonly args: readonly string[];
  readonly faults: readonly Column[];
  readonly tookMs: number;
  /** The first lines of what a person reads. */
  readonly screen: string;
}

export async function allForms(): Promise<readonly Form[]> {
  return [...scenarioForms, ...profileForms, ...(await storedForms())];
}

interface Input {
  readonly form: Form;
  readonly call: Call;
  readonly how: string;
  readonly victim: Uint8Array | { readonly stand: string } | undefined;
}

const standShare = 0.06;

export function inputOf(forms: readonly Form[], seed: number): Input {
  const random = randomOf(seed);
  const form = random.of(forms);
  const call = random.of(form.calls);
  if (form.victim === undefined) return { form, call: badCall(call, random), how: 'arguments', victim: undefined };
  if (random.next() < standShare) {
    const stand = standFor(random);
    return { form, call, how: stand, victim: { stand } };
  }
  const { how, bytes } = mutate(Buffer.from(form.files[form.victim] ?? ''), random);
  return { form, call, how, victim: bytes };
}

/**
 * Words that no path of this machine can come from, since the call may write where they say; and shorter than what a system takes as an
 * argument.
 */
const safeTexts = hostileTexts.filter((text) => !text.includes('..') && !text.startsWith('/') && text.length < 60_000);
const badNumbers = ['-1', '0', '1e999', 'NaN', 'undefined', '0x10', '١٢', '3 000', '1,5', '99999999999999999999', '5%'];

function badCall(call: Call, random: Random): Call {
  const args = call.args.map((word) => word);
  const at = 1 + random.below(args.length);
  const word = args[at] ?? '';
  const bad = random.next() < 0.5 ? random.of(badNumbers) : random.of(safeTexts).replaceAll('\u0000', '');
  const pairs = word.includes('=') ? word.split('=') : undefined;
  const changes: readonly (() => void)[] = [
    () => args.splice(at, 1, bad),
    () => args.splice(at, 1),
    () => args.splice(at, 0, word),
    () => args.splice(at, 0, bad),
    () => args.splice(at, 1, pairs === undefined ? `${word}=${bad}` : [...pairs.slice(0, -1), bad].join('=')),
    () => args.splice(at, 1, `--${random.of(['toString', '__proto__', 'no-store', 'json', 'x'])}`),
    () => args.splice(at, 1, word.slice(0, random.below(word.length + 1))),
  ];
  random.of(changes)();
  return { ...call, args };
}

export async function tryInput(input: Input, seed: number, root: string, caller: Caller): Promise<Verdict> {
  const { form, call, how, victim } = input;
  const arena = arenaAt(root);
  prepare(arena, form, victim);
  const before = listing(root);
  const startedMs = performance.now();
  const ended = await caller.call(call, arena);
  const tookMs = performance.now() - startedMs;
  const texts = [...before.values()].join('\n');
  const faults = [...faultsOf(ended, `${call.args.join('\n')}\n${texts}`), ...faultsOnDisk(before, arena, call)];
  return { seed, form: form.name, how, args: call.args, faults: [...new Set(faults)], tookMs, screen: ended.screen };
}

function faultsOnDisk(before: ReadonlyMap<string, string>, arena: Arena, { writesJson }: Call): readonly Column[] {
  const { written, outsideTouched, leftOver } = changesSince(before, arena);
  const wanted = writesJson === undefined ? undefined : written.get(`work/${writesJson}`);
  const found: readonly (readonly [Column, boolean])[] = [
    ['outside', outsideTouched],
    ['half-written', leftOver.length > 0 || (wanted !== undefined && !isJson(wanted))],
    ['secrets', [...written].some(([path, text]) => text.includes(plantedSecret) && !hadIt(before, path))],
  ];
  return found.filter(([, is]) => is).map(([column]) => column);
}

/** Kept where the user had put it himself. */
const hadIt = (before: ReadonlyMap<string, string>, path: string): boolean =>
  before.get(path)?.includes(plantedSecret) === true;

function isJson(listed: string): boolean {
  try {
    // After the file's mode.
    JSON.parse(Buffer.from(listed.slice(listed.indexOf(' ') + 1), 'latin1').toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
