/** Settings of V8 and Node.js that change what the same code costs, and what was measured of them. */

export interface KnobSetting {
  /** As it is written: `--no-maglev`, `UV_THREADPOOL_SIZE=8`. */
  readonly name: string;
  /** `nodeOption` may stand in NODE_OPTIONS; `v8Flag` only on the command line of node. */
  readonly kind: 'v8Flag' | 'nodeOption' | 'environment';
}

/** Several instances of the application at once that took turns under load, in blocks of random order. */
export interface RecordedKnobs {
  /** The first two have no setting: what differs between them is the noise that a setting has to exceed. */
  readonly instances: readonly { readonly setting?: KnobSetting }[];
  readonly turns: readonly KnobTurn[];
}

/** One slice of load on one instance. */
export interface KnobTurn {
  readonly block: number;
  /** Index into `instances`. */
  readonly instance: number;
  readonly wallUs: number;
  readonly processCpuUs: number;
  readonly completed: number;
  readonly errors: number;
  readonly rssBytes: number;
}
