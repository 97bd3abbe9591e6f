// The passage of a quotation, as it stands in its source.

import { element, place } from './places.js';

export function passage(told) {
  const name = told.title ? `${told.siglum}: ${told.title}` : told.siglum;
  const made = [element('h2', 'source', name), element('p', 'locator', `${told.siglum}, ${told.locator}`)];
  if (told.place) made.push(place(told.place));
  const runs = told.runs.map(([words, taken]) => (taken ? element('mark', '', words) : words));
  made.push(runs.length ? element('blockquote', 'context', ...runs) : element('p', 'hint', told.words));
  if (told.rests.length) {
    made.push(element('p', 'label', 'What the source rests on here'));
    told.rests.forEach((one) => made.push(element('p', 'rest', rest(one))));
  }
  if (told.written) made.push(element('p', 'label', 'Quoted in'), place(told.written));
  return made;
}

function rest(one) {
  const name = one.mark ? `${one.kind} ${one.mark}` : one.kind;
  return one.words ? `${name}: ${one.words}` : name;
}
