/**
 * Forms of values that come from a file: a test that says where a value does not fit, and that the compiler holds to the type it stands
 * for, field by field. What is more than asked for is passed over, so that files of later versions can be read.
 */

/** "must be …", at the place; undefined where it fits. */
type Problem = string | undefined;

export interface Shape<T> {
  readonly problem: (value: unknown, place: string) => Problem;
  /** Never there: the type that fits. */
  readonly fits?: T;
}

interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

// What may be left out of a type must be optional here, and the other way about.
type Fields<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K>
    ? OptionalShape<Exclude<T[K], undefined>>
    : Shape<T[K]>;
};

export function simple<T>(wanted: string, fits: (value: unknown) => boolean): Shape<T> {
  return { problem: (value, place) => (fits(value) ? undefined : `${place} must be ${wanted}`) };
}

/** Largest number that stands for something here: beyond it whole numbers are not exact, and products are not finite. */
const most = Number.MAX_SAFE_INTEGER;

export const text: Shape<string> = simple('text', (value) => typeof value === 'string');
export const flag: Shape<boolean> = simple('true or false', (value) => typeof value === 'boolean');
export const number: Shape<number> = simple(
  'a number',
  (value) => typeof value === 'number' && Math.abs(value) <= most,
);
/** Of a figure that was computed: it may be the product of several large ones. */
export const finite: Shape<number> = simple('a number', (value) => Number.isFinite(value));
/** Counts, bytes and times. */
export const amount: Shape<number> = simple('a number from 0', (value) => isAmount(value));
/** A part of 1. */
export const share: Shape<number> = simple(
  'a number from 0 to 1',
  (value) => isAmount(value) && Number(value) <= 1 + 1e-6,
);
/** An index, a line, a process id. */
export const whole: Shape<number> = simple(
  'a whole number from 0',
  (value) => Number.isInteger(value) && isAmount(value),
);
export const isTrue: Shape<true> = simple('true', (value) => value === true);

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= most;
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
  return simple(`one of ${values.join(', ')}`, (value) => values.some((each) => each === value));
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { ...shape, optional: true };
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    problem: (value, place) =>
      Array.isArray(value)
        ? firstProblem(value as readonly unknown[], (each, at) => shape.problem(each, `${place}[${at}]`))
        : `${place} must be a list`,
  };
}

export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return {
    problem: (value, place) =>
      Array.isArray(value) && value.length === 2
        ? (first.problem(value[0], `${place}[0]`) ?? second.problem(value[1], `${place}[1]`))
        : `${place} must be a pair`,
  };
}

/** Values by names that anybody may choose. */
export function record<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    problem: (value, place) =>
      isObject(value)
        ? firstProblem(Object.entries(value), ([name, each]) => shape.problem(each, `${place}.${name}`))
        : `${place} must be an object`,
  };
}

export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const shapes = Object.entries<Shape<unknown> & { readonly optional?: true }>(fields);
  return {
    problem: (value, place) =>
      isObject(value)
        ? firstProblem(shapes, ([name, shape]) =>
            Object.hasOwn(value, name)
              ? shape.problem(value[name], place === '' ? name : `${place}.${name}`)
              : shape.optional === true
                ? undefined
                : `${place === '' ? name : `${place}.${name}`} is missing`,
          )
        : `${place === '' ? 'it' : place} must be an object`,
  };
}

/** A form and what else must be true of it: a sentence's rest, "ends before it starts". */
export function where<T>(shape: Shape<T>, wrong: (value: T) => Problem): Shape<T> {
  return {
    problem: (value, place) => {
      const found = shape.problem(value, place);
      if (found !== undefined) return found;
      const rest = wrong(value as T);
      return rest === undefined ? undefined : `${place === '' ? 'it' : place} ${rest}`;
    },
  };
}

/** @returns what does not fit, without a full stop */
export function problemOf<T>(value: unknown, shape: Shape<T>): Problem {
  return shape.problem(value, '');
}

export function fits<T>(value: unknown, shape: Shape<T>): value is T {
  return problemOf(value, shape) === undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstProblem<T>(values: readonly T[], test: (value: T, at: number) => Problem): Problem {
  for (let at = 0; at < values.length; at++) {
    const problem = test(values[at] as T, at);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
