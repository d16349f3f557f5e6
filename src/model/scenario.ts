/** The words of a load scenario: what a user writes in `leanscope.json`, and what other tools' files are read into. */

/** Where a request comes from, in this order of trust where nothing was asked for: the running application first. */
export type RequestSource = 'scenario' | 'discovered' | 'openapi' | 'http' | 'har';

/**
 * Text in paths, headers and bodies may hold `{{name}}` for a value that was captured, set or read from data, `{{$uuid}}`,
 * `{{$randomInt 1 9}}`, `{{$timestamp}}` and `{{$isoTimestamp}}` for one made when it is sent, and `${env:NAME}` for a secret
 * that must not stand in a file.
 */
export interface ScenarioRequest {
  readonly name?: string;
  /** `WS` for a message over a WebSocket to the path, whose answer is the next that comes back, or the next that is as expected. */
  readonly method: string;
  /** Path and query as sent, for example `/products/7?full=1`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Bytes that are no text of UTF-8, in base64: sent as they are. In place of `body`. */
  readonly bodyBase64?: string;
  /** A file whose bytes are sent as they are, relative to the scenario's own. */
  readonly bodyFile?: string;
  readonly weight?: number;
  readonly expectStatus?: number;
  readonly expect?: Expectation;
  /** Name → where in the answer its value stands; later requests of the same user may use it as `{{name}}`. */
  readonly capture?: Readonly<Record<string, CaptureRule>>;
  /** How long the user thinks after the answer, ms. */
  readonly thinkMs?: number;
  /**
   * Where it says how much it asks for: a parameter's name in the query or the path, or a JSON path to a number or a list in the body.
   * Its cost is measured at several sizes then; `false` forbids that.
   */
  readonly size?: string | false;
  /** Not sent, for a reason: what a generated scenario lists so that its user can take it in. */
  readonly skip?: string | boolean;
}

/** An answer that does not fit is an error, however fast it came. */
export interface Expectation {
  readonly status?: number | readonly number[];
  /** Text that the body holds. */
  readonly contains?: string;
  /** JSON path → the value that stands there. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** One of them: a JSON path into the body, the name of a header, or a regular expression whose first group is the value. */
export type CaptureRule = { readonly json: string } | { readonly header: string } | { readonly regex: string };

/** Requests that one user sends in this order. */
export interface Sequence {
  readonly name?: string;
  /** How often the whole of it is begun, relative to the other requests and sequences. */
  readonly weight?: number;
  readonly steps: readonly ScenarioRequest[];
}

/** A table whose rows the users take in turn; `{{users.name}}` is column `name` of table `users`. */
export type DataRows = readonly Readonly<Record<string, string>>[];

export interface LeftOutRequest {
  readonly method: string;
  readonly path: string;
  readonly reason: string;
}

/** What a source knows of a route beyond its name: from an OpenAPI document. */
export interface DescribedRoute {
  readonly method: string;
  /** With `:name` for a parameter, as the frameworks write it. */
  readonly path: string;
  /** Values of path parameters. */
  readonly parameters: Readonly<Record<string, SampledValue>>;
  /** What has to stand in the query, encoded, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SampledValue {
  readonly value: string;
  /** Somebody wrote this value as an example; without it, it was made to fit the schema. */
  readonly given: boolean;
}
