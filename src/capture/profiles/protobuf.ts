/**
 * Protocol buffers, as far as pprof needs them. A decoder of the whole format trusts the lengths that stand in a file; here none
 * leads out of the message that it is in, and a number has ten bytes at most.
 */

export interface Field {
  readonly number: number;
  readonly value: number;
  /** What a field holds that has a length: a message, a text, or packed numbers. */
  readonly bytes?: Buffer;
}

/** Undefined where the bytes are no message. */
export function fieldsOf(message: Buffer): readonly Field[] | undefined {
  const fields: Field[] = [];
  for (let at = 0; at < message.length;) {
    const tag = numberAt(message, at);
    if (tag === undefined) return undefined;
    const [number, kind] = [Math.floor(tag.value / 8), tag.value % 8];
    if (number < 1) return undefined;
    at = tag.end;
    if (kind === 1 || kind === 5) {
      at += kind === 1 ? 8 : 4;
      if (at > message.length) return undefined;
      continue;
    }
    const found = numberAt(message, at);
    if (found === undefined || (kind !== 0 && kind !== 2)) return undefined;
    at = found.end;
    if (kind === 0) {
      fields.push({ number, value: found.value });
      continue;
    }
    if (found.value > message.length - at) return undefined;
    fields.push({ number, value: 0, bytes: message.subarray(at, at + found.value) });
    at += found.value;
  }
  return fields;
}

/** Numbers of a repeated field: packed, or a field each. */
export function numbersOf(fields: readonly Field[], number: number): readonly number[] {
  return fields.flatMap((field) => {
    if (field.number !== number) return [];
    return field.bytes === undefined ? [field.value] : packed(field.bytes);
  });
}

export function numberOf(fields: readonly Field[], number: number): number {
  return fields.findLast((field) => field.number === number)?.value ?? 0;
}

function packed(bytes: Buffer): readonly number[] {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const found = numberAt(bytes, at);
    if (found === undefined) break;
    numbers.push(found.value);
    at = found.end;
  }
  return numbers;
}

const mostDigits = 10;
/** Of numbers below zero the highest of 64 bits is set. */
const half = 2 ** 63;

function numberAt(bytes: Buffer, from: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let digits = 0; digits < mostDigits && from + digits < bytes.length; digits++) {
    const digit = bytes[from + digits] ?? 0;
    value += (digit & 127) * 128 ** digits;
    if (digit < 128) return { value: value >= half ? value - 2 * half : value, end: from + digits + 1 };
  }
  return undefined;
}
