/** What the page was given to explain its findings with. */
import { rulePagesElementId } from '../../model/page.ts';
import { rulePagesOfText, type RulePages } from '../../model/rule-pages.ts';

let pages: RulePages | undefined;

export function rulePages(): RulePages {
  pages ??= rulePagesOfText(document.getElementById(rulePagesElementId)?.textContent);
  return pages;
}
