/** VS Code draws `$(name)` as an icon in lists and messages; text that comes from measured code is to stay text. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
