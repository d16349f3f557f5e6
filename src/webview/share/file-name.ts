/** A name that every file system takes, of whatever a table or a chart is called. */
export function fileNameOf(title: string, extension: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase();
  return `leanscope-${plain === '' ? 'table' : plain}.${extension}`;
}
