/** Words of the findings. `{0}`, `{1}` … stand for values. */

export const en = {
  findingsHint:
    'No cost is in two findings. What each would save is a ceiling, reached only if what was found cost nothing afterwards.',
  certain: 'certain',
  certainHint: 'The pattern is there, and its cost was measured at that line',
  likely: 'likely',
  likelyHint: 'The cost was measured; whether it can be done without is for you to say',
  lookHere: 'look here',
  lookHereHint: 'It costs, and no pattern is known',
  savesUpTo: 'What fixing it saves at most',
  savesBytesOut: 'Sent less per request',
  savesAllocation: 'Allocated less per request',
  savesUpstream: 'Read less from others per request',
  savesWait: 'Waited less per request',
  savesKept: 'Kept less per request',
  savesInstances: 'Instances less',
  savesRate: 'More requests/s per core',
  explain: 'Why it costs, what to do, and when not to:',
  ignored: 'Left out because a comment in the source says so: {0}.',
} as const;

export const fr: Readonly<Record<keyof typeof en, string>> = {
  findingsHint:
    'Aucun coût n’est dans deux constats. Ce que chacun épargnerait est un plafond, atteint seulement si ce qui a été trouvé ne coûtait plus rien.',
  certain: 'certain',
  certainHint: 'Le motif est là, et son coût a été mesuré à cette ligne',
  likely: 'probable',
  likelyHint: 'Le coût a été mesuré ; à vous de dire si l’on peut s’en passer',
  lookHere: 'à regarder',
  lookHereHint: 'Cela coûte, et aucun motif n’est connu',
  savesUpTo: 'Ce que le corriger épargne au plus',
  savesBytesOut: 'Envoyé en moins par requête',
  savesAllocation: 'Alloué en moins par requête',
  savesUpstream: 'Lu en moins chez d’autres par requête',
  savesWait: 'Attendu en moins par requête',
  savesKept: 'Gardé en moins par requête',
  savesInstances: 'Instances en moins',
  savesRate: 'Requêtes/s par cœur en plus',
  explain: 'Pourquoi cela coûte, que faire, et quand ne pas le faire :',
  ignored: 'Laissés de côté parce qu’un commentaire du code le dit : {0}.',
};
