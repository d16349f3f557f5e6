/** What reading a profile warns of, in the reader's language. No page shows these, so they are not among those of runs. */
import { noteReader } from './note-words.ts';
import type { SentenceTwin } from './sentence-twin.ts';
import { warningTwins } from './warning-words-fr.ts';

export const profileTwins: readonly SentenceTwin[] = [
  [
    'Files that are elsewhere than the profile says were found by the end of their paths: {0} is {1}.',
    'Des fichiers qui sont ailleurs que ne le dit le profil ont été trouvés par la fin de leur chemin : {0} est {1}.',
  ],
  ['Samples in the profile are of the type {0}.', 'Les échantillons du profil sont du type {0}.'],
  [
    'The profile has samples of several types: {0} is shown, and not {1}.',
    'Le profil a des échantillons de plusieurs types : {0} est montré, et pas {1}.',
  ],
  [
    'Its milliseconds are wall time and no CPU time: what waits counts as well as what computes.',
    'Ses millisecondes sont du temps réel et non du temps de CPU : ce qui attend compte autant que ce qui calcule.',
  ],
  [
    'Lines in the profile are those of a compiled text that was not kept, and are not shown: {0}.',
    'Les lignes du profil sont celles d’un texte compilé qui n’a pas été gardé, et ne sont pas montrées : {0}.',
  ],
  [
    'The profile does not say how long its samples last: each counts for as much as the others, and milliseconds are approximate.',
    'Le profil ne dit pas combien durent ses échantillons : chacun compte autant que les autres, et les millisecondes sont approximatives.',
  ],
  [
    'The profile does not say how long its samples last, nor how long it took: shares are right, and each sample counts as 1 ms.',
    'Le profil ne dit ni combien durent ses échantillons, ni combien il a duré : les parts sont justes, et chaque échantillon compte pour 1 ms.',
  ],
];

export const profileNoteIn = noteReader([...profileTwins, ...warningTwins]);
