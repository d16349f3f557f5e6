/** Why an install failed, in a sentence that says what to do: recognised in what the programs said. */

/** Something that this machine lacks. Its message is all that a person needs to see. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
}

interface Reason {
  readonly said: RegExp;
  readonly sentence: string;
}

/** The first that fits: a full disk breaks downloads and compilers off, and a missing network is said in many words. */
const reasons: readonly Reason[] = [
  {
    said: /ENOSPC|No space left on device|Disk quota exceeded|EDQUOT/,
    sentence: 'The disk is full: it needs about 2 GB. Make room, or name another folder with LEANSCOPE_CACHE.',
  },
  {
    said: /Could not open lock file|are you root\?|EACCES|EPERM|Permission denied/,
    sentence:
      'This user may not write there. Name another folder with LEANSCOPE_CACHE, or install as root what is missing.',
  },
  {
    said: /\b(?:make|g\+\+|cc|c\+\+)\b[^\n]*(?:not found|No such file)|not found: make|find Python|find any Python|cc1plus|(?:krb5|gssapi)\.h/,
    sentence: 'There is no compiler: install python3, make, g++ and libkrb5-dev.',
  },
  {
    said: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|Temporary failure resolving|Could not resolve|Failed to fetch/,
    sentence:
      'The network was not reached. Look at the connection and at the registry and the proxy that npm is set to.',
  },
];

/** What was downloaded and compiled until then is kept for the next time. */
export function installError(what: string, log: string, logFile: string): InstallError {
  const reason = reasons.find(({ said }) => said.test(log));
  const lastWords = log.trim().split('\n').at(-1) ?? '';
  const why = reason?.sentence ?? `The last words were: ${lastWords}`;
  return new InstallError(`${what} could not be installed. ${why} The whole output is in ${logFile}.`);
}
