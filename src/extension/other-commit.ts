/** Whether what is checked out is another commit than the one a run measured; hashes may be shortened. */
export function isOtherCommit(measured: string, head: string): boolean {
  return !head.startsWith(measured) && !measured.startsWith(head);
}
