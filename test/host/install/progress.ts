/** One line that says how far something long has come: rewritten on a terminal; elsewhere one a phase, and one every half a minute. */

export interface Progress {
  /** What is done now, as in `downloading` or `compiling kerberos (3 of 9)`. */
  phase(what: string): void;
  /** The last line. */
  end(what: string): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const onceMs = 30_000;

export function showProgress(title: string, output: Output = process.stderr): Progress {
  const isTerminal = output.isTTY === true;
  const beganMs = performance.now();
  let phase = 'beginning';
  const line = (what: string): string => `${title}: ${what} (${Math.round((performance.now() - beganMs) / 1000)} s)`;
  const tell = (what: string): void => {
    output.write(isTerminal ? `\r\u001b[2K${line(what)}` : `${line(what)}\n`);
  };
  const again = setInterval(
    () => {
      tell(phase);
    },
    isTerminal ? 1_000 : onceMs,
  ).unref();
  return {
    phase: (what) => {
      phase = what;
      tell(what);
    },
    end: (what) => {
      clearInterval(again);
      tell(what);
      if (isTerminal) output.write('\n');
    },
  };
}
