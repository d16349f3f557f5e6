/** The Report’s packages: what the application spends in code that is not its own, by package and by who called it. */
import type { Interval } from './interval.ts';

/** The parts here sum to the ledger's functions and native code, without the native parts that the ledger itself names. */
export interface ReportPackages {
  /** By CPU, highest first. */
  readonly packages: readonly ReportPackage[];
  /** The application's own code, with V8's built-in functions that it calls. */
  readonly application: PackageFigure;
  /** With neither the application, nor a package, nor a module of Node.js on the stack: V8 and native code. */
  readonly other: PackageFigure;
}

export interface PackageFigure {
  readonly cpuMsPerRequest: number;
  /** Of all CPU, 0 to 1. */
  readonly share: number;
  /** 95 % interval of `cpuMsPerRequest`. */
  readonly interval?: Interval;
}

export interface ReportPackage extends PackageFigure {
  /** As npm names it; of Node.js, the module: `fs`. */
  readonly name: string;
  readonly origin: 'dependency' | 'node';
  /** By CPU, highest first. What is missing to the package's own figure are calls that cost next to nothing. */
  readonly calls: readonly PackageCall[];
}

/** What is spent below one function of a package that one function of the application, or one chain of packages, called. */
export interface PackageCall extends PackageFigure {
  /** The package's function that was called. */
  readonly entry: PackageEntry;
  /** The nearest function of the application above it; absent where none is: Node.js or a framework called. */
  readonly caller?: PackageCaller;
  /** Without a caller: the packages through which the call came, the package itself last. */
  readonly chain?: readonly string[];
}

export interface PackageEntry {
  /** `id` of the function. */
  readonly function: string;
  readonly name: string;
  readonly file: string;
  readonly line?: number;
}

export interface PackageCaller {
  /** `id` of the function. */
  readonly function: string;
  readonly name: string;
  readonly file: string;
  /** Of the call, where the source leaves no doubt which one it is; else of the function. */
  readonly line?: number;
  /** Present where `line` is that of the call. */
  readonly isCallSite?: true;
}
