/** A drawn chart as a file of its own: colours and fonts written into it, because no style sheet goes along. */

const kept = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
];

export function toSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = svg.querySelectorAll<SVGElement>('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, index) => {
    const original = from[index];
    if (original !== undefined) inline(original, element);
  });
  for (const cursor of copy.querySelectorAll('.cursor')) cursor.remove();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.prepend(background());
  return new XMLSerializer().serializeToString(copy);
}

function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of kept) to.setAttribute(name, style.getPropertyValue(name));
  to.removeAttribute('class');
}

/** What is dark on light must not become dark on whatever it is pasted upon. */
function background(): SVGElement {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('width', '100%');
  rect.setAttribute('height', '100%');
  rect.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  return rect;
}
