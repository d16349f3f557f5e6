import * as path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');
export const out = path.join(root, 'out');
export const hostOut = path.join(out, 'host');
export const screenshots = path.join(out, 'screenshots');
