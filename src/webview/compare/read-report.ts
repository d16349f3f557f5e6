/** In: the text of a file somebody chose, a Report as JSON or a shared page that carries one. Out: that Report, or why not. */
import { reportElementId } from '../../model/page.ts';
import { stateOfText, type PageState } from '../page-state.ts';

export function readReport(text: string): PageState {
  const start = new RegExp(`<script type="application/json" id="${reportElementId}">`).exec(text);
  if (start === null) return stateOfText(text);
  const from = start.index + start[0].length;
  return stateOfText(text.slice(from, text.indexOf('</script>', from)));
}
