/** What each failure is told in: what happened, to what, and what to do next. The words stand here, in French beside it, and nowhere else. */
import type { ExitStatus, Failure, FailureText } from './failure-kinds.ts';
import { profileWords } from './profile-words.ts';
import { describeInFrench } from './failure-words-fr.ts';

const shown = (command: readonly string[]): string => command.join(' ');

const ended = ({ code, signal }: ExitStatus): string =>
  signal === null ? `ended with exit code ${code ?? 'unknown'}` : `was killed by ${signal}`;

const stepWords = {
  checkOut: 'checking it out',
  install: 'installing its packages',
  build: 'building it',
  setup: 'setting it up',
};

export function describeFailure(failure: Failure, locale = 'en-US'): FailureText {
  return /^fr\b/i.test(locale) ? describeInFrench(failure) : describeInEnglish(failure);
}

function describeInEnglish(failure: Failure): FailureText {
  switch (failure.kind) {
    case 'badCall':
      return { what: failure.problem, next: failure.fix };
    case 'badFile':
      return { what: `${failure.file}: ${failure.problem}`, next: failure.fix };
    case 'badProfile':
      return profileWords(failure);
    case 'nothingToRun':
      return {
        what: `Nothing to run was found in ${failure.cwd}.`,
        next: 'Name the command after "--" (leanscope run -- node server.js), add a "start" script to package.json, or set app.command in leanscope.json.',
      };
    case 'cannotStart':
      return {
        what: `"${shown(failure.command)}" could not be started in ${failure.cwd}: ${failure.reason}.`,
        next: 'Check that the program exists and is on the PATH, and that --cwd names the right folder.',
      };
    case 'exitedBeforeListening':
      return {
        what: `The application "${shown(failure.command)}" ${ended(failure.exit)} before it listened on any port.`,
        next: 'Start it by hand with the same command and mend what its own output says; a program that is no server and ends by itself is measured with --script.',
        log: failure.log,
      };
    case 'neverListened':
      return {
        what: `The application "${shown(failure.command)}" did not listen on any TCP port within ${seconds(failure.waitedMs)}.`,
        next: failure.agentSeen
          ? 'Give it longer with app.ready.timeoutSeconds in leanscope.json; name its port with --port if it opens several. Is it no server? A program that runs on, a queue consumer say, is measured for a time with --seconds 30; one that ends by itself, with --script.'
          : 'No Node.js process of it was seen: check that the command starts Node.js and that nothing removes NODE_OPTIONS on the way.',
        log: failure.log,
      };
    case 'limitReached':
      return {
        what: `The load reached its limit of ${failure.limit === 'bytes' ? `${failure.most / 1e6} MB` : seconds(failure.most * 1000)} before the measurement was over.`,
        next: 'Raise it ("limits" of the scenario, or --limits), or give the run a shorter --budget-seconds.',
      };
    case 'crashedUnderLoad':
      return {
        what: `The application "${shown(failure.command)}" ${ended(failure.exit)} while being measured (${failure.phase}).`,
        next: 'Mend the crash its own output describes, or leave the request that causes it out of the scenario.',
        log: failure.log,
      };
    case 'supervised':
      return {
        what: `"${shown(failure.command)}" had the application (process ${failure.pid}) started by a program that was there before: "${failure.supervisor.command}" (process ${failure.supervisor.pid}), which is left as it is.`,
        next: 'Name the command that this program runs after "--", so that it is started here, or measure the running process with --pid.',
      };
    case 'scriptFailed':
      return {
        what: `The script "${shown(failure.command)}" ${ended(failure.exit)}.`,
        next: 'Run it by hand with the same command and mend what its own output says; a run that fails is no measure of one that works.',
        log: failure.log,
      };
    case 'noUnits':
      return {
        what: `"${shown(failure.command)}" published nothing on the diagnostics channel "${failure.channel}" while it was measured.`,
        next: `Where a piece of work is done, call channel("${failure.channel}").publish({}) of node:diagnostics_channel; or leave out --per, for figures per second of running.`,
        log: failure.log,
      };
    case 'endedBeforeTime':
      return {
        what: `"${shown(failure.command)}" ${ended(failure.exit)} before its time was over.`,
        next:
          failure.exit.code === 0
            ? 'A program that ends by itself is measured with --script: from start to end, as often as there is time.'
            : 'Start it by hand with the same command and mend what its own output says.',
        log: failure.log,
      };
    case 'neverStarted':
      return {
        what: `No Node.js process of "${shown(failure.command)}" was seen within ${seconds(failure.waitedMs)}.`,
        next: 'Check that the command starts Node.js and that nothing removes NODE_OPTIONS on the way.',
        log: failure.log,
      };
    case 'noEvidence':
      return {
        what: `The script "${shown(failure.command)}" ended well but left no measurement.`,
        next: 'Check that the command starts Node.js, that nothing removes NODE_OPTIONS on the way, and that it ends by itself and not by a signal.',
        log: failure.log,
      };
    case 'noRoutes':
      return {
        what: `No route to load was found at ${failure.baseUrl}${failure.tried.length > 0 ? ` (tried ${failure.tried.join(', ')})` : ''}.`,
        next: 'Describe the requests in a scenario file and name it with --scenario, or in leanscope.json.',
      };
    case 'everythingFails':
      return {
        what: `Every request to ${failure.baseUrl} failed: ${failure.examples.join('; ')}.`,
        next: 'Open one of them in a browser while the application runs; set expectStatus in the scenario where the status is intended.',
        log: failure.log,
      };
    case 'foreignHost':
      return {
        what: `The application answers at ${failure.hostname}, which is not a loopback address.`,
        next: `Have it listen on localhost, or confirm that load may be sent there: --allow-host ${failure.hostname}`,
      };
    case 'setupFails':
      return {
        what: `What each user sends first failed: ${failure.problem}.`,
        next: 'Correct "setup" in the scenario, and check that the environment holds the credentials it refers to.',
        log: failure.log,
      };
    case 'unresponsive':
      return {
        what: `The application stopped answering: ${failure.what} took more than ${seconds(failure.waitedMs)}.`,
        next: 'Look for an endless loop or a deadlock on the route under load; lower the load with "connections" in the scenario.',
        log: failure.log,
      };
    case 'agentFailed':
      return failure.problem === 'gone'
        ? {
            what: `A thread of the application ended while it was being measured (${failure.what}).`,
            next: 'Threads that are started for each piece of work cannot tell what they cost: keep them in a pool, or measure the work as a program of its own with --script.',
            log: failure.log,
          }
        : {
            what: `The agent inside the application could not do its work (${failure.what}).`,
            next: 'Look for code that replaces functions of Node.js, and leave it out while measuring; without such code, report it with the output of "leanscope doctor".',
            log: failure.log,
          };
    case 'engineNotLoadable':
      return { what: `The engine ${failure.engine} could not be loaded: ${failure.reason}.`, next: failure.fix };
    case 'cannotAttach':
      return describeAttachProblem(failure);
    case 'narrowLimit':
      return narrowLimitWords(failure);
    case 'cannotPrepare':
      return {
        what: `${failure.version} could not be made ready: "${shown(failure.command)}" failed (${stepWords[failure.step]}).`,
        next:
          failure.step === 'checkOut'
            ? 'Mend what git says, or compare another revision.'
            : 'Mend what its output says, or give the commands that make a version ready: --setup "npm ci && npm run build".',
        log: failure.log,
      };
    case 'versionFailed': {
      const { what, next, log } = describeInEnglish(failure.failure);
      return { what: `In ${failure.version}: ${what}`, next, ...(log === undefined ? {} : { log }) };
    }
    case 'generatorDied':
      return {
        what: `The load generator stopped: ${failure.reason}.`,
        next: 'Run it again; if it happens twice, report it with the output of "leanscope doctor".',
      };
    case 'probeFailed':
      return {
        what: 'The speed probe ended without a result.',
        next: 'Run it again; if it happens twice, report it with the output of "leanscope doctor".',
      };
    case 'unknownRun':
      return {
        what: `No stored run "${failure.run}" in ${failure.cwd}.`,
        next: 'List the stored runs with "leanscope runs".',
      };
  }
}

function narrowLimitWords({ limit, has, needs }: Extract<Failure, { kind: 'narrowLimit' }>): FailureText {
  const told = (unit: number): string =>
    has === undefined || needs === undefined
      ? ''
      : `: ${Math.round(has / unit)} are left, and ${Math.round(needs / unit)} are needed`;
  switch (limit) {
    case 'files':
      return {
        what: `The system lets a program open too few files and sockets (ulimit -n)${told(1)}.`,
        next: 'Raise the limit in the shell that starts leanscope: ulimit -n 4096',
      };
    case 'processes':
      return {
        what: `The system lets this user start too few processes and threads (ulimit -u)${told(1)}.`,
        next: 'End other programs of this user, or raise the limit in the shell that starts leanscope: ulimit -u 4096',
      };
    case 'memory':
      return {
        what: `The system gives too little memory (ulimit -v, or the limit of the container)${has === undefined ? '' : `, in MB${told(2 ** 20)}`}.`,
        next: 'Raise the limit, or measure on a machine with more memory.',
      };
  }
}

function describeAttachProblem({ pid, problem, detail }: Extract<Failure, { kind: 'cannotAttach' }>): FailureText {
  const because = detail === undefined ? '' : ` (${detail})`;
  switch (problem) {
    case 'noSuchProcess':
      return {
        what: `There is no process ${pid}.`,
        next: 'List those that can be measured with "leanscope processes".',
      };
    case 'notOurs':
      return {
        what: `Process ${pid} belongs to another user.`,
        next: 'Run leanscope as the user who runs the application.',
      };
    case 'notNode':
      return {
        what: `Process ${pid} is ${detail ?? 'a program'}, not an application of Node.js.`,
        next: 'List those that can be measured with "leanscope processes"; of npm and other wrappers, name the child that does the work.',
      };
    case 'inspectorOff':
      return {
        what: `Process ${pid} does not let an inspector be opened: it was started with --disable-sigusr1, or handles SIGUSR1 itself.`,
        next: 'Start it without that, or with --inspect; or let leanscope start it: leanscope run -- command.',
      };
    case 'didNotOpen':
      return {
        what: `Process ${pid} was asked to open its inspector and did not${because}.`,
        next: 'Its event loop may be blocked for seconds: try again, or restart the application with --inspect.',
      };
    case 'portTaken':
      return {
        what: `Process ${pid} cannot open its inspector: another process has taken the port 9229.`,
        next: 'End the other debugging session, or restart the application with --inspect-port=0.',
      };
    case 'alreadyDebugged':
      return {
        what: `Process ${pid} is being debugged: what a debugger costs would be measured with it.`,
        next: 'Disconnect the debugger, then try again.',
      };
    case 'agentRefused':
      return {
        what: `The agent could not be brought into process ${pid}${because}.`,
        next: 'Check that the process can read this installation of leanscope (it may run in a container); else let leanscope start the application.',
      };
    case 'notListening':
      return {
        what: `Process ${pid} listens on no TCP port that leanscope could load${because}.`,
        next: 'Name its port with --port; in a cluster, name a worker that serves requests.',
      };
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
