/** The environment the application is started in: its developer's, plus the agent. */
import { AGENT_SECRET_ENV, AGENT_SOCKET_ENV, RUN_ID_ENV } from '../model/agent-protocol.ts';

export interface AgentEnvironment {
  readonly agentFile: string;
  readonly socketPath: string;
  readonly secret: string;
  readonly runId: string;
}

/** Left behind by an editor that started the tool; they would change how the application runs. */
const foreign = /^(ELECTRON_|VSCODE_|CHROME_|NODE_CHANNEL_|NODE_UNIQUE_ID$)/;
/** Set by npm for a script that it runs; inherited, they would have the application's own npm look in the wrong folder. */
const npmScript = /^(npm_|INIT_CWD$)/;

export function appEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
  agent: AgentEnvironment,
): Record<string, string> {
  const inNpmScript = inherited['npm_lifecycle_event'] !== undefined;
  const kept = Object.entries(inherited).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !foreign.test(entry[0]) && !(inNpmScript && npmScript.test(entry[0])),
  );
  const env: Record<string, string> = { ...Object.fromEntries(kept), ...own };
  return {
    ...env,
    NODE_OPTIONS: [env['NODE_OPTIONS'], `--require ${quoted(agent.agentFile)}`].filter(Boolean).join(' '),
    [AGENT_SOCKET_ENV]: agent.socketPath,
    [AGENT_SECRET_ENV]: agent.secret,
    [RUN_ID_ENV]: agent.runId,
  };
}

/** NODE_OPTIONS takes double quotes with backslash as the escape character (Node.js documentation, "NODE_OPTIONS"). */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
