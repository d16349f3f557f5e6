/** A Recording before it is kept: command lines, logs and messages without the secrets that stand in them. */
import type { Recording } from './recording.ts';
import { shownCommand, shownDeep, shownPath, shownText } from './without-secrets.ts';

/** Scripts and source maps stay as they are: they are the application's own code, and places in them count by the character. */
export function recordingWithoutSecrets(recording: Recording): Recording {
  const { app, requests, load, outgoing, partial, warnings, logTail } = recording;
  return {
    ...recording,
    app: { ...app, command: shownCommand(app.command) },
    requests: requests.map((request) => ({
      ...request,
      ...(app.kind === 'script'
        ? { path: shownText(request.path), route: shownText(request.route) }
        : { path: shownPath(request.path), route: shownPath(request.route) }),
    })),
    ...(load === undefined
      ? {}
      : { load: { ...load, leftOut: load.leftOut.map((each) => ({ ...each, path: shownPath(each.path) })) } }),
    ...(outgoing === undefined
      ? {}
      : {
          outgoing: outgoing.map((row) => ({
            ...row,
            host: shownText(row.host),
            ...(row.path === undefined ? {} : { path: shownPath(row.path) }),
          })),
        }),
    ...(partial === undefined ? {} : { partial: shownDeep(partial) }),
    warnings: warnings.map(shownText),
    logTail: shownText(logTail),
  };
}
