/** Keeps answers of the back office as the text they came as. */
const texts = new Map<string, string>();

export function putText(key: string, text: string): void {
  texts.set(key, text);
}

export function getText(key: string): string | undefined {
  return texts.get(key);
}
