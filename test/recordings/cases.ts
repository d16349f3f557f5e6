/** The recordings of test/recordings: of what, how, and what is known to be true of each. */
import type { RecordingCase } from './case.ts';
import { amountCases } from './cases/amounts.ts';
import { compiledCases } from './cases/compiled.ts';
import { findingCases } from './cases/findings.ts';
import { buildingCases } from './cases/frameworks.ts';
import { memberCases } from './cases/members.ts';
import { memoryCases } from './cases/memory.ts';
import { scriptCases } from './cases/scripts.ts';
import { shareCases } from './cases/shares.ts';
import { shopCases } from './cases/shop.ts';
import { timeCases } from './cases/time.ts';

/** By what they are about. */
export const caseGroups: Readonly<Record<string, readonly RecordingCase[]>> = {
  shares: shareCases,
  amounts: amountCases,
  shop: shopCases,
  findings: findingCases,
  memory: memoryCases,
  scripts: scriptCases,
  building: buildingCases,
  compiled: compiledCases,
  time: timeCases,
  members: memberCases,
};

export const cases: readonly RecordingCase[] = Object.values(caseGroups).flat();
