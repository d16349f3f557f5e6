/** What one user of the application knows: captured values, a row of data, cookies. Nothing of it leaves the generator's memory. */
import { bodyJson } from '../model/body-json.ts';
import { parseJsonPath, valueAt } from '../model/json-path.ts';
import type { CaptureRule } from '../model/scenario.ts';
import type { Answer } from './connection.ts';
import { cookieHeader, takeCookies, type CookieJar } from './cookies.ts';
import type { CandidateRequest } from './generator-protocol.ts';
import { compileTemplate, type Template } from './render.ts';

/** A request whose placeholders are found. */
export interface CompiledRequest<T extends CandidateRequest = CandidateRequest> {
  readonly request: T;
  readonly path: Template;
  readonly headers: readonly (readonly [string, Template])[];
  readonly body: Template | undefined;
  readonly fixed: boolean;
  readonly generated: boolean;
  readonly names: readonly string[];
  /** As it is sent where it is the same for all. */
  readonly rendered: T;
}

export function compileRequest<T extends CandidateRequest>(request: T): CompiledRequest<T> {
  const path = compileTemplate(request.path);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, compileTemplate(value)] as const);
  const body = request.body === undefined ? undefined : compileTemplate(request.body);
  const all = [path, ...headers.map(([, value]) => value), ...(body === undefined ? [] : [body])];
  const compiled = {
    request,
    path,
    headers,
    body,
    fixed: all.every(({ fixed }) => fixed),
    generated: all.some(({ generated }) => generated),
    names: all.flatMap(({ names }) => names),
  };
  return { ...compiled, rendered: fill(compiled, new Map()) };
}

type Unfilled<T> = Pick<CompiledRequest<T & CandidateRequest>, 'request' | 'path' | 'headers' | 'body'>;

function fill<T extends CandidateRequest>(
  { request, path, headers, body }: Unfilled<T>,
  values: ReadonlyMap<string, string>,
): T {
  return {
    ...request,
    path: path.render(values),
    headers: Object.fromEntries(headers.map(([name, value]) => [name, value.render(values)])),
    ...(body === undefined ? {} : { body: body.render(values) }),
  };
}

/** The users of a load. */
export interface Population {
  /** Users who have been through the setup; there is one at least. */
  readonly states: readonly UserState[];
  /** The values that user `number` has from the scenario's tables. */
  row(number: number): readonly (readonly [string, string])[];
}

export class UserState {
  readonly #values: Map<string, string>;
  readonly #cookies: CookieJar;
  /** Most requests are the same until a user learns something new. */
  #rendered = new Map<CompiledRequest, CandidateRequest>();

  constructor(values: Iterable<readonly [string, string]> = [], cookies: Iterable<readonly [string, string]> = []) {
    this.#values = new Map(values);
    this.#cookies = new Map(cookies);
  }

  /** Another user who has learned the same, with a row of data of its own. */
  clone(row: Iterable<readonly [string, string]>): UserState {
    return new UserState([...this.#values, ...row], this.#cookies);
  }

  request<T extends CandidateRequest>(compiled: CompiledRequest<T>): T {
    if (compiled.fixed && this.#cookies.size === 0) return compiled.rendered;
    const known = this.#rendered.get(compiled);
    if (known !== undefined) return known as T;
    const filled = compiled.fixed ? compiled.rendered : fill(compiled, this.#values);
    const cookie = cookieHeader(this.#cookies);
    const said = Object.keys(filled.headers).some((name) => name.toLowerCase() === 'cookie');
    const request = cookie === undefined || said ? filled : { ...filled, headers: { ...filled.headers, cookie } };
    if (!compiled.generated) this.#rendered.set(compiled, request);
    return request;
  }

  /** What could not be captured, in a few words. */
  learn({ capture = {} }: CandidateRequest, answer: Answer): string | undefined {
    let problem: string | undefined;
    let changed = takeCookies(this.#cookies, answer.headers ?? [], Date.now());
    for (const [name, rule] of Object.entries(capture)) {
      const value = captured(rule, answer);
      if (value === undefined) problem ??= `nothing to capture as "${name}"`;
      else if (this.#values.get(name) !== value) {
        this.#values.set(name, value);
        changed = true;
      }
    }
    if (changed) this.#rendered = new Map();
    return problem;
  }
}

function captured(rule: CaptureRule, { body = '', headers = [] }: Answer): string | undefined {
  if ('regex' in rule) {
    const found = new RegExp(rule.regex).exec(body);
    return found?.[1] ?? found?.[0];
  }
  if ('header' in rule) {
    const at = headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === rule.header.toLowerCase());
    return at < 0 ? undefined : headers[at + 1];
  }
  const value = valueAt(bodyJson(body), parseJsonPath(rule.json) ?? []);
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
