import type { WordsByRunRule } from './finding.ts';

const modeFix: Readonly<Record<string, string>> = {
  loggers:
    'Ne définissez pas DEBUG là où elle s’exécute, et écrivez les journaux en JSON : rendez-les lisibles là où on les lit.',
  transpiling: 'Compilez avant le démarrage, et démarrez ce qui a été compilé.',
  stacks:
    'Traduisez les piles là où on les lit : sans source-map-support ni --enable-source-maps si les erreurs sont courantes.',
};

export const frenchRunFindings: WordsByRunRule = {
  'repeated-upstream': ({ text, number }) => ({
    title: `${text('upstream')} est interrogé ${number('calls')} fois pour une requête`,
    fix: 'Demandez en une fois tout ce qu’il faut (une liste d’identifiants, une jointure, un chargeur par lots), ou gardez les réponses.',
  }),
  'upstream-without-keep-alive': ({ text, number }) => ({
    title: `${text('upstream')} est interrogé avec ${number('connections')} nouvelles connexions par appel`,
    fix: 'Gardez les connexions ouvertes : un agent ou un pool pour toutes les requêtes, créé au chargement du module.',
  }),
  'upstream-over-fetch': ({ text, bytes }) => ({
    title: `${bytes('bytesIn')} sont lus ailleurs pour envoyer ${bytes('bytes')} sur ${text('route')}`,
    fix: 'Demandez les champs et les lignes utilisés : une projection, un filtre, une page, ou gardez ce qui change peu.',
  }),
  'awaits-in-series': ({ number, text, has }) => ({
    title: has('count')
      ? `${number('count')} attentes sur ${text('route')} se suivent sans nécessité`
      : `Une boucle sur ${text('route')} attend à chacun de ses tours`,
    fix: 'Lancez-les ensemble et attendez-les toutes : Promise.all, avec une limite s’il peut y en avoir beaucoup.',
  }),
  'blocked-loop': ({ text, ms }) => ({
    title: `${text('name')} retient la boucle d’événements jusqu’à ${ms('heldMs')}`,
    fix: 'Faites-en moins à la fois, par parties avec un tour de boucle entre elles, ou dans un thread à part : toutes les autres requêtes attendent.',
  }),
  'memory-growth': ({ text, bytes, has, per }) => ({
    title: has('name')
      ? `${text('name')} laisse ${bytes('bytes')} en mémoire par ${per}`
      : `Chaque ${per} laisse ${bytes('bytes')} en mémoire`,
    fix: 'Trouvez ce qui le retient encore (une Map, un tableau, un écouteur, une fermeture), et donnez-lui une limite ou une fin.',
  }),
  'thread-pool-full': ({ text, has }) => ({
    title: has('machineFull')
      ? 'Le travail du pool de threads de libuv remplit les processeurs'
      : text('size') === '1'
        ? 'Des requêtes attendent le seul thread du pool de libuv'
        : `Des requêtes attendent les ${text('size')} threads du pool de libuv`,
    fix: has('machineFull')
      ? 'Faites-y moins de travail : gardez ce qui a été calculé, baissez le coût des hachages autant que leur usage le permet, ou ajoutez des processeurs. Plus de threads n’y changent rien : les processeurs sont pleins.'
      : 'Réglez UV_THREADPOOL_SIZE sur le nombre de processeurs, ou plus si le travail attend un disque ; gardez ce qui a été calculé.',
  }),
  'development-mode': ({ text, has }) => ({
    title: `${has('what') ? text('what') : 'L’application'} travaille en mode développement (NODE_ENV ${text('nodeEnv')})`,
    fix: modeFix[text('kind')] ?? 'Mesurez et exécutez avec NODE_ENV=production, et construisez pour ce mode.',
  }),
  'runtime-setting': ({ text, share }) => ({
    title: `${text('setting')} économise ${share('saved')} du CPU`,
    fix: 'Lancez l’application avec ce réglage, et mesurez de nouveau quand Node.js est mis à jour.',
  }),
  'costly-dependency': ({ text, share, has }) => ({
    title: [
      `${text('package')} prend ${share('share')} du CPU`,
      has('entries') ? ` : ${text('entries')}` : '',
      has('caller') ? `, appelé par ${text('caller')}` : '',
      has('through') ? `, appelé à travers ${text('through')}` : '',
    ].join(''),
    fix: has('through')
      ? 'Aucune de vos fonctions ne l’appelle : regardez où l’application met ces paquets en place, et combien de travail ils reçoivent.'
      : 'Appelez-le moins souvent ou avec moins, gardez ce qu’il donne, ou cherchez-en un qui ne fait que le nécessaire.',
  }),
};
