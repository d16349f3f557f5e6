import type { FactsInWords } from './finding.ts';
import type { ObservationWords } from './observation.ts';

const between = ({ has }: FactsInWords, low: string, high: string): string =>
  has('low') ? ` (à 95 % entre ${low} et ${high})` : '';

export const frenchObservations: ObservationWords = {
  cpu: (seen, per) =>
    `${seen.ms('ms')} de CPU par ${per}${between(seen, seen.ms('low'), seen.ms('high'))}, soit ${seen.share('share')} du total`,
  collection: ({ ms }, per) => `${ms('ms')} par ${per} de ramasse-miettes qu’il provoque`,
  allocated: ({ bytes, text, has }, per) =>
    `${bytes('bytes')} par ${per} alloués ${has('name') ? `dans ${text('name')}` : 'à cet endroit'}`,
  sent: ({ bytes }, per) => `${bytes('bytes')} par ${per} de ce qui est envoyé, sur l’ensemble des requêtes`,
  read: ({ bytes }, per) => `${bytes('bytes')} par ${per} lus ailleurs et non transmis`,
  waited: ({ ms }, per) => `jusqu’à ${ms('ms')} d’attente par ${per}`,
  called: ({ text, number }) => `${text('name')} est appelée ${number('calls')} fois par requête de ${text('route')}`,
  growsWithSize: (seen) =>
    `${seen.text('name')} croît comme ${seen.text('parameter')}^${seen.number('exponent')}${between(seen, seen.number('low'), seen.number('high'))}`,
  sizesWouldTell: () => 'une mesure avec --sizes dit comment cela croît',
  held: ({ text, ms }) => `${text('name')} retient la boucle d’événements jusqu’à ${ms('ms')}`,
  onRoute: ({ text }) => `vu sur ${text('route')}`,
  calledFrom: ({ text, count }) =>
    `appelée depuis ${count('functions')} fonction(s) de l’application, surtout ${text('name')}`,
  spentIn: ({ text }) => `passé dans ${text('files')}`,
  notTurning: (seen) => `la boucle d’événements n’a pas tourné pendant jusqu’à ${seen.ms('ms')}, ${howOften(seen)}`,
  byWayOf: ({ text }) => `en passant par ${text('stack')}`,
  allocatedByWayOf: ({ text }) => `alloués en passant par ${text('stack')}`,
  stays: ({ bytes, count }) =>
    `${bytes('bytes')} par requête restent en tout après des passages forcés du ramasse-miettes (à 95 % entre ${bytes('low')} et ${bytes('high')}, sur ${count('requests')} requêtes)`,
  calledAt: ({ text }) => `appelée à ${text('place')}`,
  withSetting: ({ share }) =>
    `avec ce réglage, le CPU par requête était de ${share('cpu')} de ce qu’il est sans lui (à 95 % entre ${share('low')} et ${share('high')}), les requêtes par seconde de ${share('throughput')}, la mémoire de ${share('rss')}`,
  sameCpu: () => 'ce que les autres constats épargnent est en partie le même CPU',
  withMode: ({ text, share }) =>
    `avec ${text('setting')} à côté, le CPU par requête était de ${share('cpu')} de ce qu’il est (à 95 % entre ${share('low')} et ${share('high')})`,
  modeWouldTell: () => 'ce que le mode production épargne n’a pas été mesuré',
  poolBusy: ({ share, number }) =>
    `le pool de threads a ${share('share')} du CPU, et à ${number('rate')} requêtes par seconde ${number('busy')} de ses threads (${number('size')}) étaient au travail`,
  knobsWouldTell: () => 'une mesure avec --knobs essaie d’autres tailles',
  withPool: ({ text, number }) =>
    `avec ${text('setting')}, ${number('times')} fois autant de requêtes ont eu leur réponse`,
  asked: ({ text, number }) =>
    `${text('upstream')} a été interrogé ${number('calls')} fois par requête de ${text('route')}`,
  inLoop: () => 'l’appel est dans une boucle',
  sameAnswer: ({ count }) => `${count('count')} réponses de suite étaient identiques octet pour octet`,
  answering: ({ ms }) => `chacune prend ${ms('ms')} de CPU, épargné aussi là où elle est gardée`,
  connected: ({ number }) =>
    `${number('perCall')} connexions ont été ouvertes par appel, ${number('perRequest')} par requête`,
};

function howOften({ text, count, number, has }: FactsInWords): string {
  if (!has('perRequest')) return `vu ${count('count')} fois pendant l’échantillonnage de l’ensemble des requêtes`;
  return text('often') === 'each' ? 'à chaque requête' : `${number('perRequest')} fois par requête`;
}
