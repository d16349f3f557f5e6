/** Variables in a `.env` file, as the dotenv package reads them: https://github.com/motdotla/dotenv#parsing */

const line =
  /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)(?:[^\S\n]*=[^\S\n]*|:[^\S\n]+)(?:'((?:\\'|[^'])*)'|"((?:\\"|[^"])*)"|`((?:\\`|[^`])*)`|([^\n#]*))?/gm;

/** Quotation marks go, and between double ones `\n` is a new line; what follows a `#` outside of them is a comment. */
export function parseDotenv(text: string): Readonly<Record<string, string>> {
  const found = [...text.replaceAll(/\r\n?/g, '\n').matchAll(line)].map(
    ([, name = '', single, double, back, plain = '']) => {
      const expanded = double?.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
      return [name, single ?? expanded ?? back ?? plain.trim()] as const;
    },
  );
  return Object.fromEntries(found);
}
