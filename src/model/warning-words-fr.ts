/** What a run or an opened profile warns of, in French. */
import type { SentenceTwin } from './sentence-twin.ts';

const longer = 'Donnez à la mesure un --budget-seconds plus long.';

export const warningTwins: readonly SentenceTwin[] = [
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
    'CPU per {0} is known to ±{1} only: it varied between slices.',
    'Le CPU par {0} n’est connu qu’à ±{1} près : il a varié entre les tranches.',
  ],
  ['Close other programs, or give the run longer.', 'Fermez d’autres programmes, ou donnez plus de temps à la mesure.'],
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
    'The shares of the hottest functions are known to ±{0} points.',
    'Les parts des fonctions les plus chaudes sont connues à ±{0} points.',
  ],
  [
    'Other programs kept the sampler waiting: close them, or measure where less is running.',
    'D’autres programmes ont fait attendre l’échantillonneur : fermez-les, ou mesurez sur une machine moins occupée.',
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
  ['Variables of the environment "{0}" are filled in.', 'Les variables de l’environnement « {0} » sont remplies.'],
  ['Others: {0}.', 'Autres : {0}.'],
  [
    'Of the recording, only the requests to {0} are sent, and none to other hosts: {1}.',
    'De l’enregistrement, seules les requêtes à {0} sont envoyées, et aucune à d’autres hôtes : {1}.',
  ],
  [
    'The OpenAPI document describes no operation of a path.',
    'La description OpenAPI ne décrit aucune opération d’un chemin.',
  ],
  ['{0} entries of the recording hold no request.', '{0} entrées de l’enregistrement ne contiennent aucune requête.'],
  [
    'Operations that ask for credentials are sent without any ({0}).',
    'Les opérations qui demandent des identifiants sont envoyées sans ({0}).',
  ],
  [
    'Log in with a "setup" step of the scenario, or add their headers to its requests.',
    'Connectez-vous par une étape "setup" du scénario, ou ajoutez leurs en-têtes à ses requêtes.',
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
  [
    '{0}: its source map names sources that are not to be found; functions there are shown at their places in the compiled file.',
    '{0} : sa source map nomme des sources introuvables ; leurs fonctions sont montrées à leur place dans le fichier compilé.',
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
    'Sources that are not on this machine, and that only a source map has the text of: {0}.',
    'Sources qui ne sont pas sur cette machine, et dont seule une source map a le texte : {0}.',
  ],
  [
    'Compiled lines that stand for several source lines were met in {0}: part of the cost there is told by function, not by line.',
    'Des lignes compilées qui valent plusieurs lignes source ont été rencontrées dans {0} : une partie du coût y est donnée par fonction, non par ligne.',
  ],
  ['Passed over: {0}', 'Laissé de côté : {0}'],
  [
    'The variables of launch.json, "{0}" are not set: {1}',
    'Les variables de launch.json, « {0} », ne sont pas définies : {1}',
  ],
  [
    'The task "{0}" before launch.json, "{1}" is not run: what it builds must be there.',
    'La tâche « {0} » avant launch.json, « {1} », n’est pas exécutée : ce qu’elle construit doit être là.',
  ],
  [
    'Only an editor can fill in {0} of launch.json, "{1}": not set.',
    'Seul un éditeur peut remplir {0} de launch.json, « {1} » : sans valeur.',
  ],
  ["The OpenAPI document's {0} was passed over: {1}", 'De la description OpenAPI, {0} a été laissé de côté : {1}'],
  [
    'Settings of V8 and Node.js could not be tried: {0}',
    'Les réglages de V8 et de Node.js n’ont pas pu être essayés : {0}',
  ],
  [
    '{0} was not tried: {1} may lead it to other systems.',
    '{0} n’a pas été essayé : {1} peut mener à d’autres systèmes.',
  ],
  ['{0} was not tried: {1}', '{0} n’a pas été essayé : {1}'],
  [
    '{0} was not compared: {1} does not work the same with and without it.',
    '{0} n’a pas été comparé : {1} ne fonctionne pas de la même façon avec et sans.',
  ],
  [
    '{0} was not compared: {1} answers {2} with it, {3} without.',
    '{0} n’a pas été comparé : {1} répond {2} avec, {3} sans.',
  ],
  [
    '{0} was not compared: {1} sends {2} times as many bytes.',
    '{0} n’a pas été comparé : {1} envoie {2} fois autant d’octets.',
  ],
  [
    'Answers took so long that there was no time for all of the measurement: give the run a longer --budget-seconds.',
    'Les réponses ont pris tant de temps que la mesure n’a pas pu être faite en entier : donnez-lui un --budget-seconds plus long.',
  ],
  [
    'Not waited for any longer when a stretch of the measurement was over, and counted neither as answered nor as failed: {0}.',
    'Plus attendues une fois finie l’étape de la mesure, et comptées ni comme répondues ni comme échouées : {0}.',
  ],
  ['A longer --budget-seconds waits longer.', 'Un --budget-seconds plus long attend plus longtemps.'],
  [
    'Files that the profile names and that are not where it says: {0}.',
    'Fichiers que le profil nomme et qui ne sont pas là où il le dit : {0}.',
  ],
  ['They have no hints.', 'Ils n’ont pas d’indications.'],
  [
    'Files that were changed after the profile was written: {0}.',
    'Fichiers modifiés après l’écriture du profil : {0}.',
  ],
  ['Their lines have no hints.', 'Leurs lignes n’ont pas d’indications.'],
  [
    'Functions that are not where the profile says, because the file was changed or a loader ran another text: {0}.',
    'Fonctions qui ne sont pas là où le profil le dit, parce que le fichier a été modifié ou qu’un chargeur a exécuté un autre texte : {0}.',
  ],
];
