/**
 * In: a Report. Out: its findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and
 * editors. Paths are relative to %SRCROOT%, the workspace. Evidence travels as text, never as markup.
 */
import type { Report, ReportAdvice } from '../../model/report.ts';

/** What is to be looked at is no defect: it must not fail anybody's build. */
const levels = { certain: 'warning', likely: 'warning', lookHere: 'note' } as const;

export function renderSarif(report: Report): string {
  const { tool, advice, app } = report;
  const rules = [...new Set(advice.map(({ rule }) => rule))];
  return `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: rules.map((id) => ({ id })) } },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The workspace that was measured.' } } },
          automationDetails: { id: `${tool.name}/${app.commit ?? 'working-tree'}` },
          results: advice.map((finding) => resultOf(finding, rules)),
        },
      ],
    },
    null,
    1,
  )}\n`;
}

function resultOf(finding: ReportAdvice, rules: readonly string[]): unknown {
  const { rule, title, evidence, certainty, saving, file, line } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: levels[certainty],
    message: { text: `${title}. ${evidence}` },
    locations:
      file === undefined || file === ''
        ? []
        : [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
                ...(line === undefined ? {} : { region: { startLine: line } }),
              },
            },
          ],
    partialFingerprints: { 'leanscope/v1': `${rule}:${file ?? ''}:${title}` },
    properties: { certainty, saving },
  };
}

function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
