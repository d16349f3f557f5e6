/** A Spec for one more instance of an application, beside others and with a setting of its own. */
import process from 'node:process';
import { FREE_PORTS_ENV, V8_FLAGS_ENV } from '../model/agent-protocol.ts';
import type { KnobSetting } from '../model/knob.ts';
import type { Spec } from '../model/spec.ts';

export function instanceOf(spec: Spec, setting: KnobSetting | undefined): Spec {
  return { ...spec, env: { ...spec.env, [FREE_PORTS_ENV]: 'yes', ...environmentFor(spec, setting) } };
}

function environmentFor({ env }: Spec, setting: KnobSetting | undefined): Spec['env'] {
  switch (setting?.kind) {
    case undefined:
      return {};
    case 'v8Flag':
      return { [V8_FLAGS_ENV]: setting.name };
    case 'nodeOption': {
      const before = env['NODE_OPTIONS'] ?? process.env['NODE_OPTIONS'];
      return { NODE_OPTIONS: [before, setting.name].filter(Boolean).join(' ') };
    }
    case 'environment':
      // One variable, or several that belong together: "NODE_ENV=production DEBUG=".
      return Object.fromEntries(
        setting.name
          .split(' ')
          .map((each) => each.split('='))
          .map(([name = '', value = '']) => [name, value]),
      );
  }
}
