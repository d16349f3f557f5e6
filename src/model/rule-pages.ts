/** What each rule's page says, in Markdown, by language and the rule's id; a page may carry those of its findings only. */
export type RulePages = Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>>;

export const noRulePages: RulePages = { en: {}, fr: {} };

/** Of the text of dist/rule-pages.json, or of what a page carries of it; none where it is neither. */
export function rulePagesOfText(text: string | null | undefined): RulePages {
  if (text === null || text === undefined || text === '') return noRulePages;
  const pages = JSON.parse(text) as Partial<RulePages>;
  return { en: pages.en ?? {}, fr: pages.fr ?? {} };
}

export function pagesOf(rules: ReadonlySet<string>, { en, fr }: RulePages): RulePages {
  const chosen = (pages: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(pages).filter(([rule]) => rules.has(rule)));
  return { en: chosen(en), fr: chosen(fr) };
}
