/** An answer of Node.js's own server on a connection that is kept alive, counted by hand. */
export function wireBytes(body: string, headers: readonly string[]): number {
  const head = [
    'HTTP/1.1 200 OK',
    ...headers,
    'Date: Thu, 01 Jan 1970 00:00:00 GMT',
    'Connection: keep-alive',
    'Keep-Alive: timeout=5',
    `Content-Length: ${body.length}`,
  ];
  return head.map((line) => `${line}\r\n`).join('').length + 2 + body.length;
}
