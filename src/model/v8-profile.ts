/** Profiles as V8 writes them. */

export interface V8CallFrame {
  readonly functionName: string;
  /** Text from the inspector, a number from v8-profiler-next. */
  readonly scriptId: string | number;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
  /** v8-profiler-next's position ticks; its lines and columns are all 1-based. */
  readonly lineTicks?: readonly { readonly line: number; readonly hitCount: number }[];
  /** v8-profiler-next's; empty where V8 has none. */
  readonly bailoutReason?: string;
}

export interface V8CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: V8CallFrame;
    readonly children?: readonly number[];
    readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[];
    /** The inspector's name for V8's bail-out reason. */
    readonly deoptReason?: string;
  }[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface V8AllocationNode {
  readonly callFrame: V8CallFrame;
  readonly selfSize: number;
  readonly children: readonly V8AllocationNode[];
}

export interface V8AllocationProfile {
  readonly head: V8AllocationNode;
}
