/**
 * In: a Report. Out: its findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and
 * editors. Paths are relative to %SRCROOT%, the workspace. Evidence travels as text, never as markup.
 */
import { encodeText } from '../../model/encode-text.ts';
import { plain } from '../../model/plain-text.ts';
import type { RuleId } from '../../model/finding.ts';
import type { ReportAdvice, ReportBudget, ReportFrame } from '../../model/report-findings.ts';
import type { Report } from '../../model/report.ts';
import { savingSentence } from '../../model/saving-words.ts';
import { ruleTitles } from '../../model/rule-titles.ts';
import { limitOf, measuredOf, subjectOf } from '../budget-words.ts';

const brokenBudget = 'broken-budget';

/** What is to be looked at is no defect: it must not fail anybody's build. */
const levels = { certain: 'warning', likely: 'warning', lookHere: 'note' } as const;

/** @param pages what each rule's page says, by its id, in Markdown */
export function renderSarif(report: Report, pages: Readonly<Record<string, string>> = {}): string {
  const { tool, advice, app, budgets = [] } = report;
  const rules = [...new Set(advice.map(({ rule }) => rule))];
  const broken = budgets.filter(({ verdict }) => verdict === 'over');
  return `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: tool.name,
              semanticVersion: tool.version,
              rules: [...rules, ...(broken.length === 0 ? [] : [brokenBudget])].map((id) => describeRule(id, pages)),
            },
          },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The workspace that was measured.' } } },
          automationDetails: { id: `${tool.name}/${app.commit ?? 'working-tree'}` },
          results: [
            ...advice.map((finding) => resultOf(finding, rules, app)),
            ...broken.map((budget) => brokenResult(budget, rules.length)),
          ],
        },
      ],
    },
    null,
    1,
  )}\n`;
}

/** There is no public address to point to: the page of a rule comes along. */
function describeRule(id: string, pages: Readonly<Record<string, string>>): unknown {
  const title = id === brokenBudget ? 'A budget of leanscope.json is broken' : ruleTitles[id as RuleId];
  return {
    id,
    shortDescription: { text: `${title}.` },
    help: helpOf(id, Object.hasOwn(pages, id) ? pages[id] : undefined),
    defaultConfiguration: { level: id === brokenBudget ? 'error' : 'warning' },
  };
}

function helpOf(id: string, page: string | undefined): unknown {
  if (id === brokenBudget) return { text: 'See "budgets" in leanscope.json.' };
  // Without its heading, which is the description already.
  const markdown = page?.replace(/^# .*\n+/, '');
  return markdown === undefined
    ? { text: `To leave a place as it is: // leanscope-ignore ${id}: the reason` }
    : { text: markdown.replaceAll('**', ''), markdown };
}

function brokenResult(budget: ReportBudget, ruleIndex: number): unknown {
  return {
    ruleId: brokenBudget,
    ruleIndex,
    level: 'error',
    message: { text: sarifText(`${subjectOf(budget)}: ${measuredOf(budget)}, at most ${limitOf(budget)}.`) },
    locations: locationsOf(budget),
    partialFingerprints: { 'leanscope/v1': `${brokenBudget}:${budget.name ?? ''}:${budget.metric}` },
  };
}

function resultOf(finding: ReportAdvice, rules: readonly string[], app: Report['app']): unknown {
  const { rule, title, evidence, certainty, saving, file } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: levels[certainty],
    message: {
      text: sarifText(
        [`${title}.`, savingSentence(saving, app, 'en-US'), evidence].filter((each) => each !== '').join(' '),
      ),
    },
    locations: locationsOf(finding),
    ...(finding.stack === undefined ? {} : { codeFlows: [codeFlowOf(finding.stack, finding)] }),
    partialFingerprints: { 'leanscope/v1': `${rule}:${file ?? ''}:${title}` },
    properties: { certainty, saving },
  };
}

/** By way of whom most of its cost comes, the finding's own place last: code scanning shows it as a path. */
function codeFlowOf(stack: readonly ReportFrame[], { line }: ReportAdvice): unknown {
  const locations = stack.flatMap(({ name, ...frame }, index) => {
    const isLast = index === stack.length - 1;
    const at = isLast && line !== undefined ? { ...frame, line } : frame;
    return locationsOf(at).map((location) => ({ location: { ...location, message: { text: sarifText(name) } } }));
  });
  return { threadFlows: [{ locations }] };
}

function locationsOf({ file, line }: { readonly file?: string; readonly line?: number }): readonly object[] {
  if (file === undefined || file === '') return [];
  return [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
        ...(line === undefined ? {} : { region: { startLine: line } }),
      },
    },
  ];
}

/** In a message of SARIF `[text](target)` is a link (3.11.6 of the specification): in a name it is text. */
function sarifText(text: string): string {
  const shown = plain(text);
  return shown.includes('](') ? shown.replace(/[\\[\]]/g, '\\$&') : shown;
}

function uriOf(file: string): string {
  return file.split('/').map(encodeText).join('/');
}
