/** An application that was started, as the stages after this one see it. */
import type { AgentRoute } from '../model/agent-protocol.ts';
import type { Target } from '../model/target.ts';
import { lastEvidence } from './evidence.ts';
import type { ChosenListener } from './ports.ts';
import type { Started } from './start.ts';

/** Where it answers, and with what; without it nothing is sent to it. */
export interface Answering extends ChosenListener {
  readonly routes: readonly AgentRoute[];
}

export function targetOf({ app, server, log, stop }: Started, answering?: Answering): Target {
  const main = answering?.link ?? server.links.at(-1);
  return {
    baseUrl: answering?.baseUrl ?? '',
    ...(answering?.h2c === true ? { h2c: true } : {}),
    routes: answering?.routes ?? [],
    ...(answering === undefined ? {} : { serving: { process: answering.link.process, thread: answering.link.thread } }),
    nodeVersion: main?.nodeVersion ?? 'unknown',
    agents: () => server.links.filter(({ open }) => open),
    get exit() {
      return app.exit;
    },
    ended: app.ended,
    logTail: log,
    lastEvidence: () => lastEvidence(server),
    stop,
  };
}
