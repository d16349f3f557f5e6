/** By which two bodies are known to be the same; neither is kept. */
import { createHash } from 'node:crypto';

export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
