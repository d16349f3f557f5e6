/** The same in French, for an editor or a page in French. What a bad call or file is wrong in, a system's own words and logs stay as they are. */
import { profileWordsInFrench } from './profile-words-fr.ts';
import type { AttachProblem, ExitStatus, Failure, FailureText } from './failure-kinds.ts';

const shown = (command: readonly string[]): string => `« ${command.join(' ')} »`;

const ended = ({ code, signal }: ExitStatus): string =>
  signal === null ? `s’est terminée avec le code ${code ?? 'inconnu'}` : `a été tuée par ${signal}`;

const endedScript = ({ code, signal }: ExitStatus): string =>
  signal === null ? `s’est terminé avec le code ${code ?? 'inconnu'}` : `a été tué par ${signal}`;

const seconds = (ms: number): string => `${String(Math.round(ms / 100) / 10).replace('.', ',')} s`;

const byHand = 'Lancez-la à la main avec la même commande et corrigez ce que dit sa propre sortie';
const startsNode = 'Vérifiez que la commande démarre Node.js et que rien ne retire NODE_OPTIONS en chemin.';

const stepWords = {
  checkOut: 'extraction',
  install: 'installation de ses paquets',
  build: 'construction',
  setup: 'mise en place',
};

export function describeInFrench(failure: Failure): FailureText {
  switch (failure.kind) {
    case 'badCall':
      return { what: failure.problem, next: failure.fix };
    case 'badFile':
      return { what: `${failure.file} : ${failure.problem}`, next: failure.fix };
    case 'badProfile':
      return profileWordsInFrench(failure);
    case 'nothingToRun':
      return {
        what: `Rien à exécuter n’a été trouvé dans ${failure.cwd}.`,
        next: 'Indiquez la commande après « -- » (leanscope run -- node server.js), ajoutez un script « start » à package.json, ou définissez app.command dans leanscope.json.',
      };
    case 'cannotStart':
      return {
        what: `${shown(failure.command)} n’a pas pu être démarrée dans ${failure.cwd} : ${failure.reason}.`,
        next: 'Vérifiez que le programme existe et se trouve dans le PATH, et que --cwd désigne le bon dossier.',
      };
    case 'exitedBeforeListening':
      return {
        what: `L’application ${shown(failure.command)} ${ended(failure.exit)} avant d’écouter sur un port.`,
        next: `${byHand} ; un programme qui n’est pas un serveur et se termine de lui-même se mesure avec --script.`,
        log: failure.log,
      };
    case 'neverListened':
      return {
        what: `L’application ${shown(failure.command)} n’a écouté sur aucun port TCP en ${seconds(failure.waitedMs)}.`,
        next: failure.agentSeen
          ? 'Laissez-lui plus de temps avec app.ready.timeoutSeconds dans leanscope.json ; indiquez son port avec --port si elle en ouvre plusieurs. N’est-ce pas un serveur ? Un programme qui continue, un consommateur de file par exemple, se mesure pendant un temps avec --seconds 30 ; un programme qui se termine de lui-même, avec --script.'
          : `Aucun de ses processus Node.js n’a été vu : vérifiez que la commande démarre Node.js et que rien ne retire NODE_OPTIONS en chemin.`,
        log: failure.log,
      };
    case 'limitReached':
      return {
        what: `La charge a atteint sa limite de ${failure.limit === 'bytes' ? `${failure.most / 1e6} Mo` : seconds(failure.most * 1000)} avant la fin de la mesure.`,
        next: 'Relevez-la (« limits » du scénario, ou --limits), ou donnez à la mesure un --budget-seconds plus court.',
      };
    case 'crashedUnderLoad':
      return {
        what: `L’application ${shown(failure.command)} ${ended(failure.exit)} pendant qu’elle était mesurée (${failure.phase}).`,
        next: 'Corrigez la panne que décrit sa propre sortie, ou retirez du scénario la requête qui la provoque.',
        log: failure.log,
      };
    case 'supervised':
      return {
        what: `${shown(failure.command)} a fait démarrer l’application (processus ${failure.pid}) par un programme déjà présent : « ${failure.supervisor.command} » (processus ${failure.supervisor.pid}), qui est laissé tel quel.`,
        next: 'Nommez après « -- » la commande que ce programme exécute, pour qu’elle soit démarrée ici, ou mesurez le processus en cours avec --pid.',
      };
    case 'scriptFailed':
      return {
        what: `Le script ${shown(failure.command)} ${endedScript(failure.exit)}.`,
        next: 'Lancez-le à la main avec la même commande et corrigez ce que dit sa propre sortie ; une exécution qui échoue ne mesure pas celle qui réussit.',
        log: failure.log,
      };
    case 'noUnits':
      return {
        what: `${shown(failure.command)} n’a rien publié sur le canal de diagnostic « ${failure.channel} » pendant la mesure.`,
        next: `Là où un travail est accompli, appelez channel("${failure.channel}").publish({}) de node:diagnostics_channel ; ou omettez --per, pour des chiffres par seconde d’exécution.`,
        log: failure.log,
      };
    case 'endedBeforeTime':
      return {
        what: `${shown(failure.command)} ${endedScript(failure.exit)} avant la fin de son temps.`,
        next:
          failure.exit.code === 0
            ? 'Un programme qui se termine de lui-même se mesure avec --script : du début à la fin, aussi souvent que le temps le permet.'
            : `${byHand}.`,
        log: failure.log,
      };
    case 'neverStarted':
      return {
        what: `Aucun processus Node.js de ${shown(failure.command)} n’a été vu en ${seconds(failure.waitedMs)}.`,
        next: startsNode,
        log: failure.log,
      };
    case 'noEvidence':
      return {
        what: `Le script ${shown(failure.command)} s’est bien terminé mais n’a laissé aucune mesure.`,
        next: 'Vérifiez que la commande démarre Node.js, que rien ne retire NODE_OPTIONS en chemin, et qu’il se termine de lui-même et non par un signal.',
        log: failure.log,
      };
    case 'noRoutes':
      return {
        what: `Aucune route à charger n’a été trouvée à ${failure.baseUrl}${failure.tried.length > 0 ? ` (essayées : ${failure.tried.join(', ')})` : ''}.`,
        next: 'Décrivez les requêtes dans un fichier de scénario et indiquez-le avec --scenario, ou dans leanscope.json.',
      };
    case 'everythingFails':
      return {
        what: `Toutes les requêtes vers ${failure.baseUrl} ont échoué : ${failure.examples.join(' ; ')}.`,
        next: 'Ouvrez l’une d’elles dans un navigateur pendant que l’application s’exécute ; indiquez expectStatus dans le scénario si ce statut est voulu.',
        log: failure.log,
      };
    case 'foreignHost':
      return {
        what: `L’application répond à ${failure.hostname}, qui n’est pas une adresse de bouclage.`,
        next: `Faites-la écouter sur localhost, ou confirmez qu’une charge peut y être envoyée : --allow-host ${failure.hostname}`,
      };
    case 'setupFails':
      return {
        what: `Ce que chaque utilisateur envoie d’abord a échoué : ${failure.problem}.`,
        next: 'Corrigez « setup » dans le scénario, et vérifiez que l’environnement contient les identifiants auxquels il renvoie.',
        log: failure.log,
      };
    case 'unresponsive':
      return {
        what: `L’application a cessé de répondre : ${failure.what} a pris plus de ${seconds(failure.waitedMs)}.`,
        next: 'Cherchez une boucle sans fin ou un interblocage sur la route chargée ; réduisez la charge avec « connections » dans le scénario.',
        log: failure.log,
      };
    case 'agentFailed':
      return failure.problem === 'gone'
        ? {
            what: `Un thread de l’application s’est terminé pendant la mesure (${failure.what}).`,
            next: 'Des threads lancés pour chaque tâche ne peuvent dire ce qu’ils coûtent : gardez-les dans un pool, ou mesurez le travail comme un programme à part avec --script.',
            log: failure.log,
          }
        : {
            what: `L’agent dans l’application n’a pas pu faire son travail (${failure.what}).`,
            next: 'Cherchez du code qui remplace des fonctions de Node.js et laissez-le de côté pendant la mesure ; sinon, signalez-le avec la sortie de « leanscope doctor ».',
            log: failure.log,
          };
    case 'engineNotLoadable':
      return { what: `Le moteur ${failure.engine} n’a pas pu être chargé : ${failure.reason}.`, next: failure.fix };
    case 'cannotAttach':
      return attachWords(failure);
    case 'narrowLimit':
      return narrowLimitWords(failure);
    case 'cannotPrepare':
      return {
        what: `${failure.version} n’a pas pu être préparée : « ${failure.command.join(' ')} » a échoué (${stepWords[failure.step]}).`,
        next:
          failure.step === 'checkOut'
            ? 'Corrigez ce que dit git, ou comparez une autre révision.'
            : 'Corrigez ce que dit sa sortie, ou donnez les commandes qui préparent une version : --setup "npm ci && npm run build".',
        log: failure.log,
      };
    case 'versionFailed': {
      const { what, next, log } = describeInFrench(failure.failure);
      return { what: `Dans ${failure.version} : ${what}`, next, ...(log === undefined ? {} : { log }) };
    }
    case 'generatorDied':
      return {
        what: `Le générateur de charge s’est arrêté : ${failure.reason}.`,
        next: 'Recommencez ; si cela se répète, signalez-le avec la sortie de « leanscope doctor ».',
      };
    case 'probeFailed':
      return {
        what: 'La sonde de vitesse s’est terminée sans résultat.',
        next: 'Recommencez ; si cela se répète, signalez-le avec la sortie de « leanscope doctor ».',
      };
    case 'unknownRun':
      return {
        what: `Aucune mesure « ${failure.run} » n’est enregistrée dans ${failure.cwd}.`,
        next: 'Listez les mesures enregistrées avec « leanscope runs ».',
      };
  }
}

type Texts = readonly [what: string, next: string];

function attachWords({ pid, problem, detail }: Extract<Failure, { kind: 'cannotAttach' }>): FailureText {
  const because = detail === undefined ? '' : ` (${detail})`;
  const list = 'Listez ceux qui peuvent être mesurés avec « leanscope processes »';
  const words: Readonly<Record<AttachProblem, Texts>> = {
    noSuchProcess: [`Il n’y a pas de processus ${pid}.`, `${list}.`],
    notOurs: [
      `Le processus ${pid} appartient à un autre utilisateur.`,
      'Lancez leanscope sous l’utilisateur qui exécute l’application.',
    ],
    notNode: [
      `Le processus ${pid} est ${detail ?? 'un programme'}, et non une application de Node.js.`,
      `${list} ; de npm et d’autres enveloppes, indiquez l’enfant qui fait le travail.`,
    ],
    inspectorOff: [
      `Le processus ${pid} ne laisse pas ouvrir d’inspecteur : il a été démarré avec --disable-sigusr1, ou traite SIGUSR1 lui-même.`,
      'Démarrez-le sans cela, ou avec --inspect ; ou laissez leanscope le démarrer : leanscope run -- commande.',
    ],
    didNotOpen: [
      `Il a été demandé au processus ${pid} d’ouvrir son inspecteur, et il ne l’a pas fait${because}.`,
      'Sa boucle d’événements est peut-être bloquée depuis des secondes : réessayez, ou redémarrez l’application avec --inspect.',
    ],
    portTaken: [
      `Le processus ${pid} ne peut pas ouvrir son inspecteur : un autre processus occupe le port 9229.`,
      'Terminez l’autre session de débogage, ou redémarrez l’application avec --inspect-port=0.',
    ],
    alreadyDebugged: [
      `Le processus ${pid} est en cours de débogage : le coût du débogueur serait mesuré avec lui.`,
      'Déconnectez le débogueur, puis réessayez.',
    ],
    agentRefused: [
      `L’agent n’a pas pu entrer dans le processus ${pid}${because}.`,
      'Vérifiez que le processus peut lire cette installation de leanscope (il s’exécute peut-être dans un conteneur) ; sinon, laissez leanscope démarrer l’application.',
    ],
    notListening: [
      `Le processus ${pid} n’écoute sur aucun port TCP que leanscope pourrait charger${because}.`,
      'Indiquez son port avec --port ; dans un cluster, indiquez un worker qui répond aux requêtes.',
    ],
  };
  const [what, next] = words[problem];
  return { what, next };
}

function narrowLimitWords({ limit, has, needs }: Extract<Failure, { kind: 'narrowLimit' }>): FailureText {
  const told = (unit: number): string =>
    has === undefined || needs === undefined
      ? ''
      : ` : il en reste ${Math.round(has / unit)}, il en faut ${Math.round(needs / unit)}`;
  switch (limit) {
    case 'files':
      return {
        what: `Le système laisse ouvrir trop peu de fichiers et de sockets (ulimit -n)${told(1)}.`,
        next: 'Relevez la limite dans le terminal qui lance leanscope : ulimit -n 4096',
      };
    case 'processes':
      return {
        what: `Le système laisse cet utilisateur lancer trop peu de processus et de threads (ulimit -u)${told(1)}.`,
        next: 'Arrêtez d’autres programmes de cet utilisateur, ou relevez la limite dans le terminal qui lance leanscope : ulimit -u 4096',
      };
    case 'memory':
      return {
        what: `Le système donne trop peu de mémoire (ulimit -v, ou la limite du conteneur)${has === undefined ? '' : `, en Mo${told(2 ** 20)}`}.`,
        next: 'Relevez la limite, ou mesurez sur une machine qui a plus de mémoire.',
      };
  }
}
