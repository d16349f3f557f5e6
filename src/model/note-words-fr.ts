/**
 * French twins of what a run warns of and what its dollars assume: those are written when they arise and kept as sentences, in English.
 * `{0}`, `{1}` … stand for what is in them; a test holds the English ones to the code that writes them.
 */
export type Twin = readonly [english: string, french: string];

const longer = 'Donnez à la mesure un --budget-seconds plus long.';

export const warningTwins: readonly Twin[] = [
  [
    '{0} of {1} requests failed ({2}): costs of failing requests are not those of working ones.',
    '{0} requêtes sur {1} ont échoué ({2}) : le coût d’une requête qui échoue n’est pas celui d’une requête qui réussit.',
  ],
  [
    '{0} of {1} requests were due and never sent, because as many as allowed were under way: the application did not keep up, and latency does not tell what those would have felt.',
    '{0} requêtes sur {1} devaient partir et ne sont jamais parties, car autant que permis étaient en cours : l’application n’a pas suivi, et la latence ne dit pas ce que celles-là auraient subi.',
  ],
  ['They count as errors.', 'Elles comptent comme des erreurs.'],
  [
    'Only {0} CPU samples were taken: shares are rough.',
    'Seulement {0} échantillons de CPU ont été pris : les parts sont approximatives.',
  ],
  ['Give the run a longer --budget-seconds.', longer],
  ['Measure for more --seconds.', 'Mesurez pendant plus de --seconds.'],
  [
    'CPU per {0} varied by {1} between slices: the machine is busy or the load uneven.',
    'Le CPU par {0} a varié de {1} entre les tranches : la machine est occupée, ou la charge irrégulière.',
  ],
  ['Close other programs, or give the run longer.', 'Fermez d’autres programmes, ou donnez plus de temps à la mesure.'],
  [
    "Keeping functions apart changed CPU per {0} by {1}: V8's inlining matters much here, so shares may differ from those of the app as it runs.",
    'Tenir les fonctions séparées a changé le CPU par {0} de {1} : l’inlining de V8 compte beaucoup ici, si bien que les parts peuvent différer de celles de l’application telle qu’elle s’exécute.',
  ],
  [
    'The machine took {0} longer for the same work while {1}: other programs, or other users of a shared machine, slow it down.',
    'La machine a pris {0} de temps en plus pour le même travail pendant que {1} : d’autres programmes, ou d’autres utilisateurs d’une machine partagée, la ralentissent.',
  ],
  [
    'Figures of one run fit each other; those of two runs may differ by as much.',
    'Les chiffres d’une même mesure vont ensemble ; ceux de deux mesures peuvent différer d’autant.',
  ],
  [
    "The app's threads were on the CPU for only {0} of their busy time: the machine was contended, or calls blocked the thread without computing.",
    'Les threads de l’application n’étaient sur le CPU que {0} de leur temps occupé : la machine était disputée, ou des appels bloquaient le thread sans calculer.',
  ],
  [
    'This system does not tell CPU time per thread: work of other threads is not told apart from JavaScript.',
    'Ce système ne donne pas le temps CPU par thread : le travail des autres threads n’est pas distingué du JavaScript.',
  ],
  [
    'The load generator used a whole core: the app may have been able to do more than was asked of it.',
    'Le générateur de charge a utilisé un cœur entier : l’application aurait peut-être pu faire plus que ce qui lui était demandé.',
  ],
  [
    "Routes driven alone add up to {0} of the mix: they influence each other (caches, garbage collection, V8's type feedback).",
    'Les routes chargées seules font ensemble {0} de leur mélange : elles s’influencent (caches, ramasse-miettes, retours de types de V8).',
  ],
  [
    'The shares of the hottest functions are known to ±{0} points, not to the ±1 that is aimed at.',
    'Les parts des fonctions les plus chaudes sont connues à ±{0} points, et non au ±1 visé.',
  ],
  ['What is here was measured until then.', 'Ce qui est ici a été mesuré jusque-là.'],
  [
    'CPU per request had not settled when the warm-up ended; a longer --budget-seconds makes the figures steadier.',
    'Le CPU par requête ne s’était pas stabilisé à la fin de l’échauffement ; un --budget-seconds plus long rend les chiffres plus stables.',
  ],
  [
    'CPU use had not settled when the warm-up ended: the work is uneven, or --seconds are few.',
    'L’usage du CPU ne s’était pas stabilisé à la fin de l’échauffement : le travail est irrégulier, ou --seconds trop court.',
  ],
  [
    'There was time to drive only {0} of {1} requests alone: the others have no cost of their own.',
    'Le temps n’a suffi à charger seules que {0} requêtes sur {1} : les autres n’ont pas de coût propre.',
  ],
  [
    'No request says how much it asks for, so that nothing is known of how cost grows with size: name the parameter in the scenario, for example "size": "limit".',
    'Aucune requête ne dit combien elle demande ; on ne sait donc rien de la croissance du coût avec la taille : nommez le paramètre dans le scénario, par exemple "size": "limit".',
  ],
  [
    'The load was not raised to the breaking point: there was no time; give the run a --budget-seconds of 13 or more.',
    'La charge n’a pas été poussée jusqu’au point de rupture, faute de temps ; donnez à la mesure un --budget-seconds de 13 ou plus.',
  ],
  [
    'The load was not raised to the breaking point: the application was running before, and is to be left as it was.',
    'La charge n’a pas été poussée jusqu’au point de rupture : l’application s’exécutait déjà, et doit rester comme elle était.',
  ],
  [
    'The load was raised no further than {0} requests per second: one generator sends no more than that on one core.',
    'La charge n’a pas été poussée au-delà de {0} requêtes par seconde : un générateur n’en envoie pas davantage sur un cœur.',
  ],
  [
    'The load was raised no further than {0} requests per second: that is its limit.',
    'La charge n’a pas été poussée au-delà de {0} requêtes par seconde : c’est sa limite.',
  ],
  [
    'Memory growth was not measured: the heap is so large that a collection takes {0} s.',
    'La croissance de la mémoire n’a pas été mesurée : le tas est si grand qu’un passage du ramasse-miettes dure {0} s.',
  ],
  [
    'How cost grows with size was not measured of {0}: give the run a longer --budget-seconds.',
    'La croissance du coût avec la taille n’a pas été mesurée pour {0} : donnez à la mesure un --budget-seconds plus long.',
  ],
  [
    'How cost grows with size could not be measured of {0}: larger sizes failed, or took too long.',
    'La croissance du coût avec la taille n’a pas pu être mesurée pour {0} : des tailles plus grandes ont échoué, ou ont pris trop de temps.',
  ],
  [
    'How cost grows with size was not measured of {0}: give the run --sizes, or a --budget-seconds of 20 and more.',
    'La croissance du coût avec la taille n’a pas été mesurée pour {0} : donnez à la mesure --sizes, ou un --budget-seconds de 20 ou plus.',
  ],
  [
    'The script takes so long that there was no time to {0}: give it a longer --budget-seconds.',
    'Le script dure si longtemps que le temps a manqué pour {0} : donnez-lui un --budget-seconds plus long.',
  ],
  [
    'No setting of V8 or Node.js was found worth trying here.',
    'Aucun réglage de V8 ou de Node.js ne semble valoir un essai ici.',
  ],
  [
    'There was no time to try {0}: give the run a longer --budget-seconds.',
    'Le temps a manqué pour essayer {0} : donnez à la mesure un --budget-seconds plus long.',
  ],
  [
    'Settings of V8 and Node.js were not tried: each needs a load of its own, and bytes are limited.',
    'Les réglages de V8 et de Node.js n’ont pas été essayés : chacun demande sa propre charge, et les octets sont limités.',
  ],
  [
    'The measurement was planned for {0} s: load may take {1} s, its limit.',
    'La mesure a été prévue pour {0} s : la charge peut durer {1} s, sa limite.',
  ],
  [
    'The scenario asks for {0} arrivals without a rate; the load was closed-loop instead (each connection waits for its answer).',
    'Le scénario demande des arrivées « {0} » sans débit ; la charge a été en boucle fermée (chaque connexion attend sa réponse).',
  ],
  ['Add "rate" to the scenario, requests per second.', 'Ajoutez "rate" au scénario, en requêtes par seconde.'],
  ['Left out of the load: {0}.', 'Laissées hors de la charge : {0}.'],
  ['Name them in a scenario to include them.', 'Nommez-les dans un scénario pour les inclure.'],
  [
    'Answered with a redirect, which is not followed: {0}.',
    'Réponses par une redirection, qui n’est pas suivie : {0}.',
  ],
  ['What is measured is the redirect.', 'Ce qui est mesuré est la redirection.'],
  [
    'Cannot be sent twice in its place of a sequence: {0}.',
    'Ne peut pas être envoyée deux fois à sa place dans une séquence : {0}.',
  ],
  [
    'It is driven in the mix only, and has no cost of its own.',
    'Elle n’est chargée que dans l’ensemble, et n’a pas de coût propre.',
  ],
  ['Failed when tried once: {0}.', 'En échec lors d’un premier essai : {0}.'],
  [
    'Requests that somebody wrote stay in the load and count as errors; others were left out.',
    'Les requêtes que quelqu’un a écrites restent dans la charge et comptent comme des erreurs ; les autres ont été laissées de côté.',
  ],
  ['The script before {0} is not run.', 'Le script avant {0} n’est pas exécuté.'],
  [
    'The recording was made at {0}; its requests are sent to the application on this machine.',
    'L’enregistrement a été fait sur {0} ; ses requêtes sont envoyées à l’application sur cette machine.',
  ],
  [
    'What looks like a secret was left behind ({0}): requests that need it will fail.',
    'Ce qui ressemble à un secret a été laissé de côté ({0}) : les requêtes qui en ont besoin échoueront.',
  ],
  ['Log in with a "setup" step of the scenario instead.', 'Connectez-vous plutôt par une étape "setup" du scénario.'],
  [
    '{0}: its source map does not fit {1}, one of them is of another version; functions there are shown at their places in the compiled file.',
    '{0} : sa source map ne correspond pas à {1}, l’un des deux est d’une autre version ; les fonctions y sont montrées à leur place dans le fichier compilé.',
  ],
  ['Build it again.', 'Reconstruisez-le.'],
  [
    '{0} is no longer what {1} was built from: its lines are those of the build.',
    '{0} n’est plus ce dont {1} a été construit : ses lignes sont celles de la construction.',
  ],
  [
    'No source map could be read for {0}: its places are those of the compiled file.',
    'Aucune source map n’a pu être lue pour {0} : ses places sont celles du fichier compilé.',
  ],
  [
    'Compiled lines that stand for several source lines were met in {0}: part of the cost there is told by function, not by line.',
    'Des lignes compilées qui valent plusieurs lignes source ont été rencontrées dans {0} : une partie du coût y est donnée par fonction, non par ligne.',
  ],
  ['Passed over: {0}', 'Laissé de côté : {0}'],
  ["The OpenAPI document's {0} was passed over: {1}", 'De la description OpenAPI, {0} a été laissé de côté : {1}'],
  [
    'Settings of V8 and Node.js could not be tried: {0}',
    'Les réglages de V8 et de Node.js n’ont pas pu être essayés : {0}',
  ],
  ['{0} was not tried: {1}', '{0} n’a pas été essayé : {1}'],
];

export const assumptionTwins: readonly Twin[] = [
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

/** What stands in a hole and is a word of ours. */
export const phraseTwins: Readonly<Record<string, string>> = {
  request: 'requête',
  run: 'exécution',
  second: 'seconde',
  'sample its allocations': 'échantillonner ses allocations',
  'note what it asks of others': 'noter ce qu’il demande à d’autres',
  'shares were sampled': 'les parts étaient échantillonnées',
  'amounts were measured': 'les quantités étaient mesurées',
  'All of the fleet': 'Toute la flotte',
  'all days alike': 'tous les jours étant pareils',
  'days as stated': 'les jours comme indiqué',
};
