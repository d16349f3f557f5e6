/** Node.js's synchronous functions on the way to an answer: nobody else is served until they return. */
import { heldBy } from '../held.ts';
import { at, placeRule } from '../rule.ts';
import { linesOf } from '../syntax.ts';

/** By what they do; of modules node:crypto, node:zlib, node:fs and node:child_process. */
const kinds: readonly (readonly [kind: string, names: RegExp])[] = [
  [
    'hashing',
    /^(pbkdf2|scrypt|argon2|generateKeyPair|generateKey|generatePrime|checkPrime|hkdf)Sync$|^hashSync$|^compareSync$/,
  ],
  [
    'compression',
    /^(gzip|gunzip|deflate|deflateRaw|inflate|inflateRaw|unzip|brotliCompress|brotliDecompress|zstdCompress|zstdDecompress)Sync$/,
  ],
  ['childProcess', /^(exec|execFile|spawn)Sync$/],
  [
    'fileSystem',
    /^(readFile|writeFile|appendFile|readdir|stat|lstat|exists|access|open|read|write|close|rm|unlink|mkdir|copyFile|realpath|rename|opendir)Sync$/,
  ],
];

export const synchronousCall = placeRule('synchronous-call', (place, { priced }) =>
  place.calls.flatMap((call) => {
    const inIt = place.calleeMs(call.name);
    const ofNode = kinds.find(([, names]) => names.test(call.name))?.[0];
    // A library says by the name that there is another form; that it was this function which cost has to be seen.
    const kind = ofNode ?? (/[a-z0-9]Sync$/.test(call.name) && inIt > 0 ? 'library' : undefined);
    if (kind === undefined) return [];
    const held = heldBy(priced, place.fn);
    return [
      {
        certainty: ofNode === undefined ? ('likely' as const) : ('certain' as const),
        ...at(place, call.node),
        cpuMs: inIt + place.linesMs(linesOf(call.node)),
        // A call that waits for another program or a disk takes hardly any CPU of this one.
        ...(held === undefined ? {} : { heldMs: held.durationMs }),
        facts: { call: call.name, kind },
        effort: 2 as const,
      },
    ];
  }),
);
