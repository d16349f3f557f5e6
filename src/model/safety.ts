/** Where load may go, and which requests may be sent without anybody having asked for them. */

const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** For the `hostname` of a URL. */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname);
}

/** RFC 9110, 9.2.1, and QUERY: what they ask for changes nothing. */
const safeMethods = new Set(['GET', 'HEAD', 'ALL', 'QUERY']);

/** A GET that is written like an action is left alone: many applications change state on GET. */
const destructive =
  /(^|[/_.:-])(delete|remove|destroy|drop|purge|reset|wipe|truncate|erase|clear|logout|log-out|signout|sign-out|shutdown|restart|kill|revoke|cancel|deactivate|unsubscribe)($|[/_.:-])/i;

export function looksDestructive(method: string, path: string): boolean {
  const [pathname = ''] = path.split(/[?#]/, 1);
  return (
    method === 'DELETE' ||
    destructive.test(pathname) ||
    destructive.test(pathname.replace(/([a-z0-9])([A-Z])/g, '$1-$2')) ||
    destructive.test(actionOf(path))
  );
}

/** Some applications name the action in the query: `/admin?action=purge`. */
function actionOf(path: string): string {
  return /[?&](?:action|do|op|cmd|command)=([^&#]*)/i.exec(path)?.[1] ?? '';
}

/** Why a request that nobody asked for is not sent; undefined where it may be. */
export function reasonToLeaveOut(method: string, path: string, methods?: readonly string[]): string | undefined {
  const named = methods?.includes(method);
  if (!(named ?? safeMethods.has(method))) return 'not a safe method';
  const harmless = named === true && method === 'DELETE' ? 'GET' : method;
  return looksDestructive(harmless, path) ? 'looks destructive' : undefined;
}
