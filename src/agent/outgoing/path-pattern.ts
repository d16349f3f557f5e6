/** What of an outgoing request's path may be told: the pattern, and nothing that could be a key, a token or a person's name. */

const longestPath = 8;
const id =
  /^(?:\d+|[0-9a-f]{8,}|[0-9a-f]{8}-[0-9a-f-]{27}|.*[%@:=+,;!$'()*].*|.{33,}|(?=.*\d)(?=.*[a-z])[\w.~-]{16,}|.*\d{4,}.*)$/i;

/** `/users/17/posts?token=…` is `/users/:id/posts`. */
export function pathPattern(path: string): string {
  const [plain = ''] = path.split(/[?#]/, 1);
  const parts = plain.split('/');
  const known = parts.slice(0, longestPath + 1).map((part) => (id.test(part) ? ':id' : part));
  return `${known.join('/')}${parts.length > known.length ? '/…' : ''}` || '/';
}
