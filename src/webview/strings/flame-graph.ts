/** Words of the flame graph and of the tree. `{0}`, `{1}` … stand for values. */

export const en = {
  flameMetric: 'Cost',
  metric_cpu: 'CPU',
  metric_alloc: 'Allocation',
  metric_usd: '$',
  flameDirection: 'From',
  direction_callees: 'callers down',
  direction_callers: 'spenders up (inverted)',
  flameForm: 'As',
  form_graph: 'flame graph',
  form_tree: 'tree',
  flameAll: 'All requests',
  flameAllRoutes: 'all routes',
  flameFound: '{0} frames, {1} of the whole',
  flameCost: 'Total {0} ({1}), self {2}, per request',
  flameCallerCost: 'Spent by way of it {0} ({1}), per request',
  flameKeys:
    'Click or Enter: zoom in. Esc: all. Arrow keys: from frame to frame. +, −, Ctrl+wheel, pinch: zoom. Shift+arrow, drag: move. Double click or O: source. The tree shows the same to a screen reader.',
  flameNote:
    'The costliest stands to the left; the order is not one of time, because a run is many requests at once. V8 inlined nothing while this was sampled, so no frame hides in another.',
  flameRouteNote:
    'What the route’s handler calls. Work that goes on after an await has lost its caller and is not in it; the routes’ own figures have it.',
  kind_app: 'Your code',
  kind_dependency: 'Package',
  kind_node: 'Node.js',
  kind_native: 'Native',
  kind_engine: 'Engine',
  legend: 'Colours',
  treeTotal: 'Total',
  treeSelf: 'Self',
  treePlace: 'Source',
} as const;

export const fr: Readonly<Record<keyof typeof en, string>> = {
  flameMetric: 'Coût',
  metric_cpu: 'CPU',
  metric_alloc: 'Allocation',
  metric_usd: '$',
  flameDirection: 'Sens',
  direction_callees: 'des appelants vers le bas',
  direction_callers: 'de qui dépense vers ses appelants (inversé)',
  flameForm: 'Forme',
  form_graph: 'flame graph',
  form_tree: 'arbre',
  flameAll: 'Toutes les requêtes',
  flameAllRoutes: 'toutes les routes',
  flameFound: '{0} cadres, {1} du tout',
  flameCost: 'Total {0} ({1}), propre {2}, par requête',
  flameCallerCost: 'Dépensé en passant par lui {0} ({1}), par requête',
  flameKeys:
    'Clic ou Entrée : zoomer. Échap : tout. Flèches : d’un cadre à l’autre. +, −, Ctrl+molette, pincement : zoom. Maj+flèche, glisser : déplacer. Double clic ou O : source. L’arbre montre la même chose à un lecteur d’écran.',
  flameNote:
    'Le plus coûteux est à gauche ; l’ordre n’est pas celui du temps, car une mesure est faite de nombreuses requêtes à la fois. V8 n’a rien inliné pendant l’échantillonnage : aucun cadre n’en cache un autre.',
  flameRouteNote:
    'Ce qu’appelle le gestionnaire de la route. Ce qui suit un await a perdu son appelant et n’y est pas ; les chiffres des routes l’ont.',
  kind_app: 'Votre code',
  kind_dependency: 'Paquet',
  kind_node: 'Node.js',
  kind_native: 'Natif',
  kind_engine: 'Moteur',
  legend: 'Couleurs',
  treeTotal: 'Total',
  treeSelf: 'Propre',
  treePlace: 'Source',
};
