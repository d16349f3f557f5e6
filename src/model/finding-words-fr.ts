import type { WordsByRule } from './finding.ts';
import { frenchRunFindings } from './finding-words-run-fr.ts';

const blocking: Readonly<Record<string, string>> = {
  hashing:
    'Utilisez la forme asynchrone, qui travaille dans le pool de threads ; si le texte n’a pas besoin d’être étiré, un simple HMAC ou hachage.',
  compression: 'Utilisez la forme asynchrone ou un flux, ou gardez ce qui a été compressé.',
  childProcess: 'Utilisez la forme asynchrone : toute l’application attend l’autre programme.',
  library: 'Utilisez la forme asynchrone de la bibliothèque, ou gardez le résultat pour la prochaine requête.',
  fileSystem: 'Lisez-le une fois et gardez-le, ou utilisez la forme asynchrone.',
};

const making = (what: string): Readonly<Record<string, string>> => ({
  arrays: `Regardez ${what}, qui crée un tableau pour n’être lu qu’une fois : parcourez les lignes en une seule boucle et gardez le nécessaire.`,
  buffers: `Regardez ${what}, qui copie des octets : une vue (subarray), un flux ou une seule copie à la fin en demande moins.`,
  strings: `Regardez ${what}, qui crée un texte à chaque tour : composez-le une fois, ou comparez sans le créer.`,
  closures: `Regardez ${what}, une fonction recréée à chaque tour : créez-la une fois, hors de la boucle.`,
  objects: `Regardez ${what}, un objet par tour : comptez ou additionnez directement, ou gardez-le pour la prochaine requête.`,
});

export const frenchFindings: WordsByRule = {
  ...frenchRunFindings,
  'hot-function': ({ text, share }) => ({
    title: `${text('name')} prend ${share('share')} du CPU ; aucun motif connu`,
    fix: 'Regardez ses lignes les plus coûteuses, et qui l’appelle combien de fois.',
  }),
  'synchronous-call': ({ text }) => ({
    title: `${text('call')} retient la boucle d’événements pendant une requête`,
    fix: blocking[text('kind')] ?? '',
  }),
  'json-copy': ({ text }) => ({
    title: `${text('what')} est copié en passant par du texte JSON`,
    fix: 'Ne copiez que ce qui change, par nom et décomposition. S’il faut tout copier : structuredClone n’épargne pas de CPU.',
  }),
  'json-parse-per-call': ({ text }) => ({
    title: `JSON.parse(${text('what')}) à chaque appel`,
    fix: 'Si le texte est toujours le même, analysez-le à son arrivée et gardez l’objet.',
  }),
  'json-indented': () => ({
    title: 'Du JSON indenté que personne ne lit',
    fix: 'Omettez le troisième argument de JSON.stringify : moins à écrire et moins à envoyer.',
  }),
  'nested-scan': ({ text }) => ({
    title: `${text('call')} cherche depuis le début, dans une boucle`,
    fix: 'Construisez une fois un Set, une Map ou un compte, et consultez-le dans la boucle.',
  }),
  'copy-per-step': ({ text }) => ({
    title: `Tout ${text('what')} est copié à chaque ajout`,
    fix: 'Ajoutez sur place (push, une propriété, une Map), et rendez-le une fois terminé.',
  }),
  'shift-in-loop': ({ text }) => ({
    title: `${text('what')}.${text('call')}() dans une boucle déplace tout ce qui suit`,
    fix: 'Parcourez-le par indice, ou gardez-le dans l’autre ordre avec pop ou push.',
  }),
  'formatter-per-call': ({ text }) => ({
    title: `${text('what')} construit un formateur à chaque appel`,
    fix: 'Construisez hors de la fonction un formateur par langue et options, et gardez-le.',
  }),
  'compiled-per-call': ({ text }) => ({
    title: `${text('what')} compile à chaque appel`,
    fix: 'Compilez une fois au chargement du module, et gardez la fonction.',
  }),
  'expression-per-call': () => ({
    title: 'Une expression régulière est construite à chaque appel',
    fix: 'Construisez-la une fois hors de la fonction, ou gardez celles qui diffèrent dans une Map.',
  }),
  'console-per-request': ({ text }) => ({
    title: `${text('call')} écrit avant chaque réponse`,
    fix: 'Journalisez moins à cet endroit, ou avec un journal qui écrit par lots depuis un autre thread.',
  }),
  'json-compare': ({ text }) => ({
    title: `${text('what')} est comparé sous forme de texte JSON`,
    fix: 'Comparez les champs qui comptent, ou une version qui change avec lui : la première différence suffit alors.',
  }),
  'backtracking-expression': ({ text }) => ({
    title: `/${text('what')}/ peut essayer maintes fois le même texte`,
    fix:
      text('kind') === 'exponential'
        ? 'Écrivez-la pour que chaque caractère ne puisse correspondre que d’une façon (pas de répétition dans une répétition qui accepte le même texte), et limitez la longueur de ce qui est testé.'
        : 'Ancrez-la, ou écrivez-la pour que deux répétitions voisines n’acceptent pas le même texte ; limitez la longueur de ce qui est testé.',
  }),
  'error-per-call': ({ text }) => ({
    title: `${text('what')} est créée avant une réponse ordinaire`,
    fix: 'Renvoyez une valeur qui le dit : une Error note la pile à chaque création.',
  }),
  'repeated-in-loop': ({ text }) => ({
    title: `${text('what')} est recalculé à chaque tour d’une boucle`,
    fix: 'Calculez-le une fois avant la boucle : rien de ce dont il dépend n’y change.',
  }),
  'same-arguments': ({ text }) => ({
    title: `${text('what')} est recalculé à chaque appel, avec les mêmes arguments`,
    fix: 'Si ce qu’il lit ne change pas, calculez-le une fois et gardez-le ; sinon, jusqu’au prochain changement.',
  }),
  'costly-log-message': ({ text }) => ({
    title: `${text('what')} est fabriqué pour ${text('call')}, qu’il soit écrit ou non`,
    fix: 'Donnez l’objet lui-même au journal, qui ne le décrit que si son niveau est actif.',
  }),
  'uncompressed-response': ({ bytes, count, has }) => ({
    title: has('routes')
      ? `Les réponses de ${count('routes')} routes sont envoyées telles quelles ; gzip fait ${bytes('gzipBytes')} de ${bytes('bytes')}`
      : `${bytes('bytes')} envoyés tels quels ; gzip en fait ${bytes('gzipBytes')}`,
    fix: 'Compressez les réponses, de préférence au proxy : ici, cela prend du CPU. Compressez une seule fois ce qui ne change pas.',
  }),
  'wide-response': ({ bytes }) => ({
    title: `Une réponse de ${bytes('bytes')}, là où les autres font ${bytes('medianBytes')}`,
    fix: 'Envoyez les champs affichés, et le reste quand il est demandé.',
  }),
  'uncacheable-response': ({ text, bytes }) => ({
    title: `${text('route')} renvoie toujours les mêmes ${bytes('bytes')}, sans dire à personne qu’on peut les garder`,
    fix: 'Dites combien de temps la réponse est valable (Cache-Control: max-age), ou donnez-lui un ETag et répondez 304 : navigateurs et proxys la gardent alors.',
  }),
  'duplicate-response': ({ text, bytes }) => ({
    title: `${text('request')} donne les mêmes ${bytes('bytes')} que ${text('sameAs')}`,
    fix: 'Utilisez une seule adresse, ou tenez compte de ce qui les distingue : un paramètre qui ne change rien est envoyé, calculé et mis en cache pour rien.',
  }),
  garbage: ({ text, bytes, share, per }) => ({
    title: `${text('name')} produit ${share('share')} des objets jetables : ${bytes('bytes')} par ${per}`,
    fix:
      making(text('what'))[text('kind')] ??
      'Cherchez des tableaux, des chaînes et des objets créés pour n’être lus qu’une fois.',
  }),
  'not-optimised': ({ text }) => ({
    title: `V8 n’optimise pas ${text('name')} : ${text('reason')}`,
    fix: 'Sortez la boucle chaude dans une petite fonction à part.',
  }),
};
