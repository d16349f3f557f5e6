/** Secrets that a scenario refers to must be there before the application is started for nothing. */
import process from 'node:process';
import type { ScenarioRequest } from '../model/scenario.ts';
import type { Scenario } from '../model/spec.ts';
import { parseTemplate } from '../model/template.ts';
import { badFile } from './check-file.ts';

/** @throws FailureError badFile */
export function refuseMissingEnvironment({ setup = [], requests, sequences = [] }: Scenario, file: string): void {
  refuseIn(setup, 'setup', file);
  refuseIn(requests, 'requests', file);
  sequences.forEach(({ steps }, i) => {
    refuseIn(steps, `sequences.${i}.steps`, file);
  });
}

function refuseIn(requests: readonly ScenarioRequest[], place: string, file: string): void {
  requests.forEach(({ path, headers = {}, body, skip }, i) => {
    if (skip !== undefined && skip !== false) return;
    const text = [path, ...Object.values(headers), body === undefined ? '' : JSON.stringify(body)].join('\n');
    for (const part of parseTemplate(text)) {
      if (part.kind !== 'environment' || process.env[part.name] !== undefined) continue;
      throw badFile(
        file,
        `${place}.${i} needs the environment variable ${part.name}, which is not set.`,
        `Set it: ${part.name}=… leanscope run …`,
      );
    }
  });
}
