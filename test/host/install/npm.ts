/** npm as these installs need it. */
import { loggedCommand } from './logged-command.ts';

/** What is in npm's cache is not asked for again, so that an install that was killed needs less of the network, or none; and a network that is not there is told soon. */
const installArgs = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=1', '--loglevel=error'];

export interface NpmCall {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

export function npmInstall(args: readonly string[], call: NpmCall): Promise<void> {
  return npm([...installArgs, ...args], call);
}

export function npm(args: readonly string[], { cwd, env, logFile }: NpmCall): Promise<void> {
  return loggedCommand('npm', args, { cwd, env: withoutOuterNpm(env), logFile });
}

/** An `npm run` around this one leaves its own settings and its package in the environment; they are not meant here. */
function withoutOuterNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const outer =
    /^npm_(?:package|lifecycle|command|execpath|node_execpath)|^npm_config_(?:user_agent|local_prefix|prefix|global_prefix)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !outer.test(name)));
}
