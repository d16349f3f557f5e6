/** What is known of this machine's speed against the cloud's, for "doctor" and "calibrate". */
import { nodeMajor, probeOfToken } from '../model/calibration.ts';
import type { KeptSpeed } from '../store/machine-speed.ts';

/** Shorter than this is the probe that a run makes in passing. */
const longProbeSeconds = 5;

export function describeCalibration({ probe, token }: KeptSpeed): { readonly good: boolean; readonly text: string } {
  if (probe === undefined)
    return {
      good: false,
      text: 'Speed is not calibrated: "leanscope calibrate" (10 s) makes dollars comparable with the cloud\'s.',
    };
  const made = `${probe.takenAt.slice(0, 10)}, ${probe.seconds} s, Node.js ${probe.nodeVersion}`;
  const server = token === undefined ? undefined : probeOfToken(token);
  if (server === undefined)
    return {
      good: probe.seconds >= longProbeSeconds,
      text: `Speed was probed here (${made}): dollars are ±30 %. A token from "leanscope calibrate" on a server makes that ±18 %.`,
    };
  const name = server.instance ?? server.cpuModel;
  return nodeMajor(server) === nodeMajor(probe)
    ? {
        good: true,
        text: `Speed is calibrated against ${name} (here ${made}; there ${server.takenAt.slice(0, 10)}): dollars are ±18 %`,
      }
    : {
        good: false,
        text: `The token of ${name} was made with Node.js ${server.nodeVersion} and the probe here with ${probe.nodeVersion}: calibrate both with one release.`,
      };
}
