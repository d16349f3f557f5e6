/** A form with files (RFC 7578), put together of its fields. */
import type { Buffer } from 'node:buffer';
import { joinedBody, type Body } from '../body-bytes.ts';

export interface FormField {
  readonly name: string;
  readonly value: string | Buffer;
  readonly fileName?: string;
  readonly contentType?: string;
}

const lineEnd = '\r\n';

/** Every part begins with the boundary, and the last boundary ends with a line end, as browsers and `curl` write it. */
export function multipartBody(fields: readonly FormField[], boundary: string): Body {
  const parts = fields.flatMap(({ name, value, fileName, contentType }) => {
    const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
    const type = contentType === undefined ? '' : `Content-Type: ${contentType}${lineEnd}`;
    const head = `--${boundary}${lineEnd}Content-Disposition: form-data; name="${quoted(name)}"${file}${lineEnd}${type}${lineEnd}`;
    return [head, value, lineEnd];
  });
  return joinedBody([...parts, `--${boundary}--${lineEnd}`]);
}

/** As browsers write what may not stand between quotation marks. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Of a Content-Type; undefined where it names none. */
export function boundaryOf(type: string | undefined): string | undefined {
  const [, quotedOne, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type ?? '') ?? [];
  return quotedOne ?? plain;
}

/** One that stands in none of the values. The same fields always have the same. */
export function boundaryFor(fields: readonly FormField[]): string {
  for (let number = 1; ; number++) {
    const boundary = `leanscope-part-${number}`;
    if (!fields.some(({ value }) => value.includes(boundary))) return boundary;
  }
}
