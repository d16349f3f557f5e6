/** What the file system says when it refuses, in words. */

const words: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'the system does not allow it',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of the disk is used up',
  EFBIG: 'it would be larger than a file may be',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open; raise the limit with "ulimit -n"',
  ENFILE: 'too many files are open on this machine',
  EBUSY: 'it is in use',
  EIO: 'the disk or the terminal does not answer',
};

/** An error that the system gave a code, and not a bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code);
}

/** A part of a sentence, without its full stop. */
export function systemWords(error: unknown): string {
  if (!isSystemError(error)) return error instanceof Error ? error.message : String(error);
  return (Object.hasOwn(words, error.code) ? words[error.code] : undefined) ?? error.message;
}
