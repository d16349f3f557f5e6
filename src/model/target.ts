/** A running application under our control: made by `launch/`, read by `load/` and `capture/`. */
import type { AgentMethods, AgentRoute, ThreadEvidence } from './agent-protocol.ts';
import type { ExitStatus } from './failure-kinds.ts';
import type { SliceKind } from './recorded-slice.ts';

/** Files that the build made beside the command line, and the folder in which the tool is installed. */
export interface Programs {
  readonly agentFile: string;
  readonly keeperFile: string;
  readonly guardFile: string;
  readonly generatorFile: string;
  readonly toolFolder: string;
}

/** A JavaScript thread of the application. */
export interface ThreadOfApp {
  /** Counts the application's processes in the order they appeared. */
  readonly process: number;
  /** 0 is the main thread. */
  readonly thread: number;
}

/** One that carries the agent. */
export interface AgentLink extends ThreadOfApp {
  readonly pid: number;
  /** The file that it was started with, where it says so. */
  readonly entry?: string;
  readonly nodeVersion: string;
  /** Rejects with a `FailureError` when the application does not answer within `timeoutMs`, or is gone. */
  request<M extends keyof AgentMethods>(
    method: M,
    params: AgentMethods[M]['params'],
    timeoutMs?: number,
  ): Promise<AgentMethods[M]['result']>;
  readonly open: boolean;
}

export interface Target {
  /** Empty for one that nothing is sent to. */
  readonly baseUrl: string;
  /** What answers there understands HTTP/2 only, without TLS. */
  readonly h2c?: true;
  /** How a process that was running already was started; absent for one that was started as the Spec says. */
  readonly command?: readonly string[];
  readonly routes: readonly AgentRoute[];
  /** The thread that listens at `baseUrl` and has registered `routes`; absent where nothing is sent. */
  readonly serving?: ThreadOfApp;
  readonly nodeVersion: string;
  /** Every thread that carries the agent now; processes come and go. */
  agents(): readonly AgentLink[];
  /** Set once the application has ended. */
  readonly exit: ExitStatus | undefined;
  /** Resolves when the application ends, however it does. */
  readonly ended: Promise<ExitStatus>;
  /** The last lines of what the application wrote. */
  logTail(): string;
  /** What threads left behind that exited while they were sampled. */
  lastEvidence(): Promise<readonly (ThreadEvidence & ThreadOfApp)[]>;
  /** Ends the application and everything it started; safe to call twice. */
  stop(): Promise<void>;
}

/** One run of a script from start to end. */
export interface ScriptRun {
  readonly exit: ExitStatus;
  /** By process id, then thread. */
  readonly threads: readonly ThreadEvidence[];
  readonly logTail: string;
}

export interface RunScriptOptions {
  readonly signal: AbortSignal;
  /** Told of each thread soon after it has begun, by the operating system's id for it; Linux only. */
  readonly onThread?: (thread: { readonly pid: number; readonly thread: number; readonly tid: number }) => void;
}

/**
 * Runs the script once while recording what the slice kind stands for.
 * @throws FailureError cannotStart
 */
export type RunScript = (kind: SliceKind, options: RunScriptOptions) => Promise<ScriptRun>;
