/** Makes a bad file of a good one: in its bytes, in its text, or, where it is JSON, in one of its values. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { hostileTexts, hostileValues, nested, nestedObjects } from './hostile.ts';
import type { Random } from './random.ts';

type Bytes = Uint8Array;
type TextChange = (text: string, random: Random) => string;

const deep = 200_000;

/** What has been done to the file, and the file. */
export interface Mutated {
  readonly how: string;
  readonly bytes: Bytes;
}

const byteChanges: Readonly<Record<string, (bytes: Bytes, random: Random) => Bytes>> = {
  flips: (bytes, random) => {
    const changed = Uint8Array.from(bytes);
    const times = 1 + random.below(20);
    for (let i = 0; i < times && changed.length > 0; i++) {
      const at = random.below(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
    }
    return changed;
  },
  truncated: (bytes, random) => bytes.slice(0, random.below(bytes.length)),
  beheaded: (bytes, random) => bytes.slice(random.below(bytes.length)),
  empty: () => new Uint8Array(),
  utf16: (bytes) =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf16le')]),
  byteOrderMark: (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  notUtf8: (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.slice(0, at), Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0]), bytes.slice(at)]);
  },
  gzipped: (bytes) => gzipSync(bytes),
  zeros: (bytes) => new Uint8Array(bytes.length),
};

const textChanges: Readonly<Record<string, TextChange>> = {
  hostileText: (text, random) => inserted(text, random.of(hostileTexts), random),
  repeatedLines: (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    return [...lines.slice(0, at), ...Array<string>(300).fill(lines[at] ?? ''), ...lines.slice(at)].join('\n');
  },
  shuffledLines: (text, random) => {
    const lines = text.split('\n');
    for (let i = lines.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
    }
    return lines.join('\n');
  },
  hugeNumber: (text, random) => {
    const numbers = [...text.matchAll(/-?\d+(\.\d+)?/g)];
    if (numbers.length === 0) return text;
    const { 0: found, index } = random.of(numbers);
    const huge = random.of(['1e308', '-1', '99999999999999999999', '0', '-0', '1e-400', '4294967296', '1e999']);
    return text.slice(0, index) + huge + text.slice(index + found.length);
  },
  lineEnds: (text, random) => text.replaceAll('\n', random.of(['\r\n', '\r', '\u2028'])),
  droppedCharacters: (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random.below(40));
  },
  nestedDeep: (text, random) => inserted(text, random.of([nested(deep), nestedObjects(deep)]), random),
  onlyNested: (_text, random) => random.of([nested(deep), nestedObjects(deep), '['.repeat(deep), '{"a":'.repeat(deep)]),
};

type Json = unknown;
type Place = readonly (string | number)[];

const jsonChanges: Readonly<Record<string, (value: Json, random: Random) => string>> = {
  wrongType: (value, random) => written(value, random.of(places(value)), random.of(hostileValues)),
  hostileString: (value, random) => written(value, random.of(places(value)), random.of(hostileTexts)),
  dropped: (value, random) => written(value, random.of(places(value)), undefined),
  nestedValue: (value, random) => {
    const hole = '\u0001hole\u0001';
    const text = written(value, random.of(places(value)), hole);
    return text.replace(JSON.stringify(hole), () => random.of([nested(deep), nestedObjects(deep)]));
  },
  cycle: (value, random) => {
    const reference = { $ref: random.of(['#', '#/', '#/paths', '#/components/schemas/Item', 'self.json', '']) };
    return written(value, random.of(places(value)), reference);
  },
  swapped: (value, random) => {
    const [one, other] = [random.of(places(value)), random.of(places(value))];
    return written(value, one, valueAt(value, other));
  },
  many: (value, random) => {
    const lists = places(value).filter((place) => Array.isArray(valueAt(value, place)));
    if (lists.length === 0) return JSON.stringify(value);
    const place = random.of(lists);
    const list = valueAt(value, place) as readonly Json[];
    return written(
      value,
      place,
      Array.from({ length: 3_000 }, (_, i) => list[i % Math.max(1, list.length)] ?? i),
    );
  },
  renamedKey: (value, random) => {
    const text = JSON.stringify(value);
    const keys = [...text.matchAll(/"([^"\\]{1,40})":/g)];
    if (keys.length === 0) return text;
    const { 0: found, index } = random.of(keys);
    const name = random.of(['__proto__', 'constructor', 'toString', '', 'length', 'then', 'toJSON', 'hasOwnProperty']);
    return `${text.slice(0, index)}${JSON.stringify(name)}:${text.slice(index + found.length)}`;
  },
};

/** Half of what is done to JSON keeps it JSON: a parser's error hides what lies behind it. */
export function mutate(good: Bytes, random: Random): Mutated {
  const unpacked = isGzip(good) && random.next() < 0.8 ? gunzipSync(good) : good;
  const again = unpacked === good ? (bytes: Bytes): Bytes => bytes : (bytes: Bytes): Bytes => gzipSync(bytes);
  const text = Buffer.from(unpacked).toString('utf8');
  const value = jsonOf(text);
  if (value !== undefined && random.next() < 0.6) return changedValue(value, random, again);
  if (random.next() < 0.5) {
    const how = random.of(Object.keys(textChanges));
    return { how, bytes: again(Buffer.from(textChanges[how]?.(text, random) ?? text)) };
  }
  const how = random.of(Object.keys(byteChanges));
  return { how, bytes: again(byteChanges[how]?.(unpacked, random) ?? unpacked) };
}

function changedValue(value: Json, random: Random, again: (bytes: Bytes) => Bytes): Mutated {
  const hows: string[] = [];
  let text = JSON.stringify(value);
  // Several faults in one file hide each other more often than they meet.
  const times = random.next() < 0.7 ? 1 : 3;
  for (let i = 0; i < times; i++) {
    const current = jsonOf(text);
    if (current === undefined) break;
    const how = random.of(Object.keys(jsonChanges));
    hows.push(how);
    text = jsonChanges[how]?.(current, random) ?? text;
    // Nor could this one follow it.
    if (how === 'nestedValue') break;
  }
  return { how: hows.join('+'), bytes: again(Buffer.from(text)) };
}

function isGzip(bytes: Bytes): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON, or nested too deep for this reader too.
    return undefined;
  }
}

function inserted(text: string, piece: string, random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

const mostPlaces = 3_000;

/** Paths to values, the value itself first; of large files those that come first. */
function places(value: Json): readonly Place[] {
  const found: Place[] = [[]];
  for (let i = 0; i < found.length && found.length < mostPlaces; i++) {
    const place = found[i] ?? [];
    const here = valueAt(value, place);
    if (typeof here !== 'object' || here === null) continue;
    for (const key of Array.isArray(here) ? here.keys() : Object.keys(here)) found.push([...place, key]);
  }
  return found;
}

function valueAt(value: Json, place: Place): Json {
  return place.reduce<Json>((here, key) => (here as Readonly<Record<string | number, Json>> | null)?.[key], value);
}

/** The JSON of the value with another one at that place; `undefined` takes it away. */
function written(value: Json, place: Place, other: Json): string {
  const last = place.at(-1);
  if (last === undefined) return other === undefined ? '' : JSON.stringify(other);
  const copy = structuredClone(value);
  const parent = valueAt(copy, place.slice(0, -1));
  if (Array.isArray(parent) && other === undefined) parent.splice(Number(last), 1);
  else Object.defineProperty(parent, last, { value: other, enumerable: other !== undefined, configurable: true });
  return JSON.stringify(copy);
}
