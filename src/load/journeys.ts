/**
 * Users with memory: each has its own cookies and captured values, keeps its place in a sequence, and together they keep to
 * the weights of the mix. A request alone is sent by users who have been through all that comes before it.
 */
import { problemOf, readsBody } from './check.ts';
import type { Answer } from './connection.ts';
import type { PreparedRequest } from './prepare.ts';
import { compileRequest, type CompiledRequest, type Population, type UserState } from './user-state.ts';
import { weightedTurns, type Turn, type User, type Users, type Verdict } from './users.ts';

/** A request, or the steps of a sequence: indices of requests. */
type Unit = readonly number[];

interface Step extends Turn {
  readonly compiled: CompiledRequest<PreparedRequest>;
}

interface Traveller {
  readonly state: UserState;
  unit: Unit;
  /** Of the next step in `unit`. */
  position: number;
}

export interface Journeys {
  /** All requests, or one alone, which may ask for so much. */
  users(requestIndex?: number, size?: number): Users;
}

const fine: Verdict = {};

export function createJourneys(requests: readonly PreparedRequest[], population: Population): Journeys {
  const steps = requests.map(toStep);
  const { units, weights } = unitsOf(requests);
  const nextUnit = weightedTurns(weights);
  const travellers = population.states.map((state): Traveller => ({ state, unit: [], position: 0 }));
  const traveller = (number: number): Traveller => {
    const { states } = population;
    const like = states[number % states.length];
    if (like === undefined) throw new Error('a load needs at least one user');
    return (travellers[number] ??= { state: like.clone(population.row(number)), unit: [], position: 0 });
  };
  const nextIndex = (each: Traveller): number => {
    if (each.position >= each.unit.length) {
      each.unit = units[nextUnit()] ?? [];
      each.position = 0;
    }
    return each.unit[each.position++] ?? 0;
  };
  return {
    users: (alone, size) => {
      let entered = 0;
      const sized =
        size === undefined ? steps : steps.map((step, index) => (index === alone ? resized(step, size) : step));
      return { enter: () => userOf(traveller(entered++), sized, alone === undefined ? nextIndex : () => alone) };
    },
  };
}

function toStep(request: PreparedRequest, requestIndex: number): Step {
  const compiled = compileRequest(request);
  // Cookies come in headers, and headers with the body.
  const keepBody = readsBody(request) || request.setsCookies === true;
  return { requestIndex, request: compiled.rendered, keepBody, compiled };
}

function resized({ compiled: { request }, requestIndex }: Step, size: number): Step {
  return request.sized === undefined
    ? toStep(request, requestIndex)
    : toStep({ ...request, ...request.sized.at(size) }, requestIndex);
}

function userOf(traveller: Traveller, steps: readonly Step[], nextIndex: (traveller: Traveller) => number): User {
  return {
    next: () => {
      const index = nextIndex(traveller);
      const step = steps[index];
      if (step === undefined) throw new Error(`no request has the index ${index}`);
      const request = traveller.state.request(step.compiled);
      return request === step.request ? step : { ...step, request };
    },
    answered: (turn, answer) => judge(traveller, turn, answer),
  };
}

function judge(traveller: Traveller, { request, keepBody }: Turn, answer: Answer): Verdict {
  const problem = problemOf(request, answer) ?? (keepBody ? traveller.state.learn(request, answer) : undefined);
  const { thinkMs } = request;
  if (problem === undefined) return thinkMs === undefined ? fine : { thinkMs };
  // The steps after a failed one would only fail with it.
  traveller.position = traveller.unit.length;
  return { problem, ...(thinkMs === undefined ? {} : { thinkMs }) };
}

function unitsOf(requests: readonly PreparedRequest[]): {
  readonly units: readonly Unit[];
  readonly weights: readonly number[];
} {
  const sequences = new Map<number, number[]>();
  const units: number[][] = [];
  const weights: number[] = [];
  requests.forEach(({ sequence, weight }, index) => {
    const known = sequence === undefined ? undefined : sequences.get(sequence);
    if (known !== undefined) {
      known.push(index);
      return;
    }
    const unit = [index];
    if (sequence !== undefined) sequences.set(sequence, unit);
    units.push(unit);
    weights.push(weight);
  });
  return { units, weights };
}
