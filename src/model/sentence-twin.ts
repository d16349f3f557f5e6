/**
 * A sentence that is written when it arises and kept in English, and the same in French. `{0}`, `{1}` … stand for what is in it; a test
 * holds the English ones to the code that writes them.
 */
export type SentenceTwin = readonly [english: string, french: string];
