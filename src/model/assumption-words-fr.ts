/** What dollars assume, in French. */
import type { SentenceTwin } from './sentence-twin.ts';

export const assumptionTwins: readonly SentenceTwin[] = [
  [
    'Dollars beside functions and routes stand for {0} in {1} at {2}/h on demand (Linux; {3}).',
    'Les dollars à côté des fonctions et des routes valent pour {0} dans {1} à {2}/h à la demande (Linux ; {3}).',
  ],
  [
    'The catalogue has no price for {0}, so {1} stands in for it.',
    'Le catalogue n’a pas de prix pour {0} ; {1} en tient lieu.',
  ],
  [
    'No spot price is known for {0}; its on-demand price is used.',
    'Aucun prix spot n’est connu pour {0} ; son prix à la demande est utilisé.',
  ],
  [
    "{0} is bought as spot at {1}/h, which changes by the hour and may be taken away at two minutes' notice.",
    '{0} est acheté en spot à {1}/h, un prix qui change d’heure en heure ; ces instances peuvent être reprises avec deux minutes de préavis.',
  ],
  [
    '{0} is bought with a commitment at {1} less, as stated.',
    '{0} est acheté avec un engagement, à {1} de moins, comme indiqué.',
  ],
  [
    'Until it ends, instances that are no longer needed are paid for all the same.',
    'Jusqu’à sa fin, les instances devenues inutiles sont payées quand même.',
  ],
  [
    'Instances are planned at {0} utilisation, not at the stated {1}: above it a queue grows with every hiccup.',
    'Les instances sont prévues à {0} d’utilisation, et non aux {1} indiqués : au-delà, une file s’allonge à chaque à-coup.',
  ],
  [
    'Instances are planned at {0} utilisation, as stated.',
    'Les instances sont prévues à {0} d’utilisation, comme indiqué.',
  ],
  ['Instances are planned at {0} utilisation.', 'Les instances sont prévues à {0} d’utilisation.'],
  [
    'Fleets have {0} to spare, never fewer than {1} in all, and one process per vCPU, or as many as memory holds.',
    'Les flottes en ont {0} de réserve, jamais moins de {1} en tout, et un processus par vCPU, ou autant que la mémoire en contient.',
  ],
  [
    'Fleets have {0} to spare, never fewer than {1} in all, and {2} processes each, or as many as memory holds.',
    'Les flottes en ont {0} de réserve, jamais moins de {1} en tout, et {2} processus chacune, ou autant que la mémoire en contient.',
  ],
  [
    'No fleet of this type meets the objective of {0} ms for the 99th percentile: even an event loop that is {1} busy answers in {2} ms there (simulated).',
    'Aucune flotte de ce type n’atteint l’objectif de {0} ms pour le 99e centile : même une boucle d’événements occupée à {1} y répond en {2} ms (simulé).',
  ],
  ['Instances are planned at that.', 'Les instances sont prévues ainsi.'],
  [
    'For the objective of {0} ms for the 99th percentile instances are planned at {1} utilisation: above it, requests that queue for the event loop are later (simulated from the measured requests).',
    'Pour l’objectif de {0} ms pour le 99e centile, les instances sont prévues à {1} d’utilisation : au-delà, les requêtes qui attendent la boucle d’événements sont plus tardives (simulé à partir des requêtes mesurées).',
  ],
  [
    'How fast {0} computes is not known; it is taken to be as fast as this machine, its vCPUs keeping {1} of their speed when all are busy.',
    'La vitesse de calcul de {0} n’est pas connue ; elle est supposée égale à celle de cette machine, ses vCPU gardant {1} de leur vitesse quand tous sont occupés.',
  ],
  [
    'A millisecond of CPU here is {0} ms on a vCPU there, which is a hyperthread and keeps {1} of its speed when all are busy ({2}).',
    'Une milliseconde de CPU ici vaut {0} ms sur un vCPU là-bas, qui est un hyperthread et garde {1} de sa vitesse quand tous sont occupés ({2}).',
  ],
  [
    'A millisecond of CPU here is {0} ms on a vCPU there, which is a core of its own and keeps {1} of its speed when all are busy ({2}).',
    'Une milliseconde de CPU ici vaut {0} ms sur un vCPU là-bas, qui est un cœur entier et garde {1} de sa vitesse quand tous sont occupés ({2}).',
  ],
  [
    'It is burstable: fleets are sized for the {0} of a vCPU that it may use for good.',
    'Elle est extensible (burstable) : les flottes sont dimensionnées pour les {0} d’un vCPU qu’elle peut utiliser durablement.',
  ],
  [
    'It is burstable, and how much of it may be used for good is not known here: figures are for its full speed.',
    'Elle est extensible (burstable), et ce qu’elle peut utiliser durablement n’est pas connu ici : les chiffres valent pour sa pleine vitesse.',
  ],
  [
    'A core of this machine is {0} times as fast as one of {1}, on which "leanscope calibrate" was run ({2}): read every absolute figure as ±{3} %.',
    'Un cœur de cette machine va {0} fois aussi vite qu’un cœur de {1}, où « leanscope calibrate » a été lancé ({2}) : lisez chaque chiffre absolu à ±{3} %.',
  ],
  [
    'The calibration token of {0} is left aside, because it is of no instance type that is known here, or of another Node.js than the probe of this machine.',
    'Le jeton d’étalonnage de {0} est laissé de côté, car il ne correspond à aucun type d’instance connu ici, ou vient d’un autre Node.js que la sonde de cette machine.',
  ],
  [
    'A core of this machine is taken to be as fast as one of an aws m7i.large, because nothing is known of its speed: read every absolute figure as ±{0} %, and run "leanscope calibrate".',
    'Un cœur de cette machine est supposé aussi rapide qu’un cœur d’une aws m7i.large, car rien n’est connu de sa vitesse : lisez chaque chiffre absolu à ±{0} %, et lancez « leanscope calibrate ».',
  ],
  [
    'A core of this machine is taken to be {0} times as fast as one of an aws m7i.large, by the name of its processor ({1}): read every absolute figure as ±{2} %.',
    'Un cœur de cette machine est supposé {0} fois aussi rapide qu’un cœur d’une aws m7i.large, d’après le nom de son processeur ({1}) : lisez chaque chiffre absolu à ±{2} %.',
  ],
  [
    'A core of this machine is taken to be {0} times as fast as one of an aws m7i.large, by a probe of {1} s ({2}): read every absolute figure as ±{3} %.',
    'Un cœur de cette machine est supposé {0} fois aussi rapide qu’un cœur d’une aws m7i.large, d’après une sonde de {1} s ({2}) : lisez chaque chiffre absolu à ±{3} %.',
  ],
  [
    'Comparisons between functions, and before and after, are not affected.',
    'Les comparaisons entre fonctions, et entre avant et après, n’en sont pas affectées.',
  ],
  [
    'The machine here was busy with other work during the probe (rounds spread by ±{0} %, {1} % of them disturbed): calibrate again when it is quiet.',
    'Cette machine était occupée à autre chose pendant la sonde (tours dispersés de ±{0} %, {1} % d’entre eux perturbés) : étalonnez de nouveau quand elle est au repos.',
  ],
  [
    'The machine there was busy with other work during the probe (rounds spread by ±{0} %, {1} % of them disturbed): calibrate again when it is quiet.',
    'La machine là-bas était occupée à autre chose pendant la sonde (tours dispersés de ±{0} %, {1} % d’entre eux perturbés) : étalonnez de nouveau quand elle est au repos.',
  ],
  [
    'No traffic is stated, so there are only unit prices, no monthly figures.',
    'Aucun trafic n’est indiqué ; il n’y a donc que des prix unitaires, sans chiffres mensuels.',
  ],
  [
    'Monthly figures are for {0} requests per second on average, growing by {1} % a month, 730 h a month.',
    'Les chiffres mensuels valent pour {0} requêtes par seconde en moyenne, en hausse de {1} % par mois, à 730 h par mois.',
  ],
  [
    'Monthly figures are for {0} requests per second on average, shrinking by {1} % a month, 730 h a month.',
    'Les chiffres mensuels valent pour {0} requêtes par seconde en moyenne, en baisse de {1} % par mois, à 730 h par mois.',
  ],
  [
    'Monthly figures are for {0} requests per second on average, 730 h a month.',
    'Les chiffres mensuels valent pour {0} requêtes par seconde en moyenne, à 730 h par mois.',
  ],
  [
    'Hours of the day are as stated (the peak factor is in them, and not used), {0}.',
    'Les heures de la journée sont celles indiquées (le facteur de pointe y est compris, et n’est pas utilisé), {0}.',
  ],
  ['Hours of the day are as stated, {0}.', 'Les heures de la journée sont celles indiquées, {0}.'],
  [
    "No daily peak is stated; the busiest hour is taken to have {0} times the day's average, {1}.",
    'Aucune pointe quotidienne n’est indiquée ; l’heure la plus chargée est supposée avoir {0} fois la moyenne du jour, {1}.',
  ],
  [
    "The busiest hour has {0} times the day's average, {1}.",
    'L’heure la plus chargée a {0} fois la moyenne du jour, {1}.',
  ],
  [
    'Fleets hold the worst minute of an hour: {0} times its mean, and 2.33 standard deviations of chance.',
    'Les flottes tiennent la pire minute d’une heure : {0} fois sa moyenne, et 2,33 écarts types de hasard.',
  ],
  [
    'Fleets hold the mean of the busiest hour and no more, as stated.',
    'Les flottes tiennent la moyenne de l’heure la plus chargée et pas davantage, comme indiqué.',
  ],
  [
    'Dollars per month beside functions are marginal: their linear part of a large fleet.',
    'Les dollars par mois à côté des fonctions sont marginaux : leur part linéaire d’une grande flotte.',
  ],
  ['A bill moves in whole instances.', 'Une facture évolue par instances entières.'],
  [
    'One process of this application does not fit in the memory of that instance type, so nothing is priced on it.',
    'Un processus de cette application ne tient pas dans la mémoire de ce type d’instance ; rien n’y est donc chiffré.',
  ],
  ['No CPU time was measured, so nothing is priced.', 'Aucun temps CPU n’a été mesuré ; rien n’est donc chiffré.'],
  [
    'What bytes out cost at {0} is not known here; they are in no figure.',
    'Ce que coûtent les octets sortants chez {0} n’est pas connu ici ; ils ne sont dans aucun chiffre.',
  ],
  [
    "Bytes out cost {0} per GB at this volume at {1} ({2}), as if nothing were cached on the way; a month's first {3} GB are free.",
    'Les octets sortants coûtent {0} par Go à ce volume chez {1} ({2}), comme si rien n’était mis en cache en chemin ; les {3} premiers Go du mois sont gratuits.',
  ],
  [
    "Bytes out cost {0} per GB at this volume at {1} ({2}), {3} of them served by a cache, as stated, whose own price is not in it; a month's first {4} GB are free.",
    'Les octets sortants coûtent {0} par Go à ce volume chez {1} ({2}), {3} d’entre eux servis par un cache, comme indiqué, dont le prix n’est pas compris ; les {4} premiers Go du mois sont gratuits.',
  ],
  [
    'What else is on the bill is not known here for {0}.',
    'Ce que la facture comporte d’autre n’est pas connu ici pour {0}.',
  ],
  ['Beside the fleet: {0}.', 'En plus de la flotte : {0}.'],
];
