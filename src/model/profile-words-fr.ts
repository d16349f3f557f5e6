/** Why a profile cannot be shown beside the code, in French. */
import type { BadProfile, CountedSamples, FailureText, ProfileProblem } from './failure-kinds.ts';
import { formatShare } from './format.ts';

type Texts = readonly [what: string, next: string];

const record =
  'Enregistrez-en un avec « node --cpu-prof », ou pour la mémoire avec « node --heap-prof », et indiquez celui-là.';

const words: Readonly<Record<ProfileProblem, Texts>> = {
  noSuchFile: ['ce fichier n’existe pas.', 'Indiquez un profil qui existe.'],
  unreadable: ['il ne peut pas être lu.', 'Indiquez un fichier, et vérifiez que vous avez le droit de le lire.'],
  tooLarge: [
    'il dépasse 256 Mio, ou contient trop de valeurs pour être lu.',
    'Enregistrez moins longtemps, ou échantillonnez moins souvent.',
  ],
  notAProfile: [
    'c’est du JSON, et pas un profil de V8.',
    'Indiquez un .cpuprofile ou un .heapprofile, comme les écrivent « node --cpu-prof », « node --heap-prof », VS Code et Chrome.',
  ],
  damaged: [
    'il est endommagé ou incomplet.',
    'Enregistrez-le de nouveau ; un programme qui est tué laisse son profil inachevé.',
  ],
  noSamples: [
    'il ne contient aucun échantillon.',
    'Enregistrez plus longtemps, ou pendant que le programme a quelque chose à faire.',
  ],
  noSources: [
    'les fichiers dont il parle ne sont pas là où il le dit, et aucun du dossier n’a un tel chemin et ces fonctions',
    'Ouvrez-le sur la machine dont il provient, ou indiquez le dossier de l’application avec --cwd.',
  ],
  changedSources: [
    'les fichiers dont il parle ne sont pas ce qui s’est exécuté : ils ont été modifiés, ou un chargeur a exécuté un autre texte.',
    'Ouvrez-le avec la version du code dont il provient.',
  ],
  nothingOfTheApp: [
    'aucune fonction de l’application n’y a une part qui mérite une indication',
    'Enregistrez pendant que l’application travaille.',
  ],
  empty: [
    'il est vide.',
    'Enregistrez-le de nouveau ; Node.js écrit le profil quand le programme se termine de lui-même.',
  ],
  heapSnapshot: [
    'c’est un instantané du tas : ce qui est en mémoire, pas quel code l’y a mis.',
    'Ouvrez-le dans le panneau Mémoire des outils de Chrome ; pour savoir quel code alloue, enregistrez avec « node --heap-prof ».',
  ],
  traceWithoutSamples: ['c’est une trace dans laquelle le profileur de CPU de V8 n’a pris aucun échantillon.', record],
  speedscope: ['c’est un fichier de speedscope.', `Ouvrez-le dans speedscope. ${record}`],
  firefoxProfile: ['c’est un profil du profileur de Firefox.', `Ouvrez-le dans le profileur de Firefox. ${record}`],
  otherLanguage: ['c’est un profil de pprof d’un programme qui n’est pas en JavaScript.', record],
  perfData: ['c’est un enregistrement de perf, de Linux, qui ne connaît que le code machine.', record],
  perfText: ['c’est une liste de piles, comme en écrivent perf et les outils de flame graphs.', record],
  v8Log: ['c’est le journal de « node --prof », ou ce qui en a été tiré.', record],
  profileAsText: [
    'c’est un profil mis en texte pour être lu.',
    'Enregistrez-le de nouveau avec --cpu-prof seul, et indiquez celui-là.',
  ],
  coverage: ['c’est une couverture de code : elle dit ce qui s’est exécuté, pas combien de temps.', record],
  nodeReport: ['c’est un rapport de diagnostic de Node.js.', record],
  har: [
    'c’est un enregistrement de requêtes HTTP (HAR).',
    'Envoyez ses requêtes avec « leanscope run --scenario FICHIER ».',
  ],
  sourceMap: ['c’est une source map.', 'Elle est trouvée d’elle-même là où le script la nomme. Indiquez un profil.'],
  leanscopeReport: [
    'c’est une mesure de Leanscope.',
    'Regardez-la avec « leanscope report last --format html --out report.html ».',
  ],
  page: ['c’est une page ou un document.', record],
  picture: ['c’est une image.', record],
  archive: [
    'c’est une archive.',
    'Décompressez-la et indiquez le profil qu’elle contient ; seul gzip est décompressé ici.',
  ],
  program: ['c’est un programme.', record],
  otherText: ['c’est du texte, et pas un profil de V8.', record],
  otherBytes: ['ce n’est pas du texte, ni aucune forme connue ici.', record],
};

export function profileWordsInFrench({ file, problem, counted, missing = [] }: BadProfile): FailureText {
  const [what, next] = words[problem];
  const more = counted === undefined ? listed(missing) : countedText(counted);
  return { what: `${file} : ${what}${what.endsWith('.') ? '' : `${more}.`}`, next };
}

function listed([first, ...more]: readonly string[]): string {
  if (first === undefined) return '';
  return more.length === 0 ? ` : ${first}` : ` : ${first} et ${more.length} autres`;
}

function countedText({ idle, libraries, engine, app, nowhere }: CountedSamples): string {
  const parts: readonly (readonly [number, string])[] = [
    [idle, 'au repos'],
    [libraries, 'dans des bibliothèques'],
    [engine, 'dans Node.js et V8 mêmes'],
    [nowhere, 'dans du code qui n’est dans aucun fichier'],
    [app, 'dans le code de l’application'],
  ];
  const told = parts.filter(([share]) => share > 0).map(([share, where]) => `${formatShare(share, 'fr')} ${where}`);
  return told.length === 0 ? '' : ` ; de ses échantillons, ${told.join(', ')}`;
}
