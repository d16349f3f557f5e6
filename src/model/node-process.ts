/** A running Node.js process that could be measured: found by `launch/`, offered by the command line and the editor. */
export interface NodeProcess {
  readonly pid: number;
  readonly command: readonly string[];
  /** Absent where the system does not say. */
  readonly cwd?: string;
  /** Of TCP, ascending. */
  readonly ports: readonly number[];
}
