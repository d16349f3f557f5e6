/**
 * A manifest fragment to copy: one process a pod, because one event loop cannot use a second processor, and more pods instead.
 * In: what a request needs on the basis's vCPU. Requests and limits in millicores and MiB.
 */
import { rateToHold, workerMemoryBytes, type Demand, type Host, type Sizing } from './capacity.ts';
import { busiestHour, typicalWeek, type LoadShape } from './load-shape.ts';

export interface KubernetesInput {
  readonly demand: Demand;
  readonly host: Host;
  readonly sizing: Sizing;
  readonly shape?: LoadShape;
}

const bytesPerMiB = 2 ** 20;
/** Beyond the request: for V8's and libuv's threads when they come all at once. A limit that bites stops the event loop too. */
const burst = 1.5;
const memoryHeadroom = 1.25;

export function kubernetesManifest(input: KubernetesInput): string | undefined {
  const { demand, sizing } = input;
  if (!(demand.cpuMs > 0) || !(demand.rssBytes > 0)) return undefined;
  // A full event loop keeps one processor busy, and other threads with it as much more as they did here.
  const millicores = Math.ceil((1000 * demand.cpuMs) / Math.max(demand.loopMs, demand.cpuMs * 1e-3) / 10) * 10;
  const requestMiB = Math.ceil(workerMemoryBytes(demand) / bytesPerMiB);
  const target = Math.round(sizing.utilization * 100);
  const replicas = replicasFor(input, millicores);
  return [
    '# spec.template.spec of the Deployment, in its container',
    'resources:',
    '  requests:',
    `    cpu: ${millicores}m`,
    `    memory: ${requestMiB}Mi`,
    '  limits:',
    `    cpu: ${Math.ceil((millicores * burst) / 10) * 10}m`,
    `    memory: ${Math.ceil(requestMiB * memoryHeadroom)}Mi`,
    '---',
    'apiVersion: autoscaling/v2',
    'kind: HorizontalPodAutoscaler',
    'spec:',
    ...(replicas === undefined ? [] : [`  minReplicas: ${replicas.least}`, `  maxReplicas: ${replicas.most}`]),
    '  metrics:',
    '    - type: Resource',
    '      resource:',
    '        name: cpu',
    '        target:',
    '          type: Utilization',
    `          averageUtilization: ${target}`,
    '',
  ].join('\n');
}

/** For the quietest and the busiest hour. A pod's vCPU shares its core with other pods. */
function replicasFor(
  { demand, host, sizing, shape }: KubernetesInput,
  millicores: number,
): { readonly least: number; readonly most: number } | undefined {
  if (shape === undefined) return undefined;
  const perPod = (sizing.utilization * (millicores / 1000) * host.yieldWhenFull * 1000) / (demand.cpuMs * host.factor);
  const pods = (rate: number) =>
    Math.max(1, sizing.minInstances, Math.ceil(rateToHold(rate, sizing) / perPod) + sizing.spareInstances);
  return { least: pods(Math.min(...typicalWeek(shape))), most: pods(busiestHour(shape)) };
}
