/**
 * Property tests look at the same cases in every run: whether a change may land is not left to chance. `LEANSCOPE_SEED=N` looks at
 * others.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['LEANSCOPE_SEED'] ?? 1) });
