/** Sends for so long at a rate, in a process that does nothing else, and prints `Spacing` as JSON: `spacing-process.ts poisson|constant RATE MS`. */
import { sendInto } from '../load-spacing.ts';

const [spacing = '', rate = '', durationMs = ''] = process.argv.slice(2);
if (spacing !== 'poisson' && spacing !== 'constant') throw new Error(`no such spacing: ${spacing}`);
// In a run the generator has long been at work when anything counts.
await sendInto(Number(rate), 300, spacing);
console.log(JSON.stringify(await sendInto(Number(rate), Number(durationMs), spacing)));
