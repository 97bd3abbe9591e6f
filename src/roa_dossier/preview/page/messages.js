// The messages: errors above the pages, all of them in the panel.

import { element, place, spoken } from './places.js';

const ABOVE = 3;

function side(told, first) {
  const made = element('div', first ? 'side' : 'side other', place(told));
  if (told.excerpt) {
    const { before, there, after } = told.excerpt;
    made.append(element('span', 'line', before, element('mark', '', there), after));
  }
  if (told.text) made.append(element('span', 'said', ...spoken(told.text)));
  return made;
}

export function message(told) {
  const made = element('article', `message ${told.severity}`);
  const kind = element('span', 'kind', `${told.severity} · ${told.code}`);
  made.append(element('p', '', ...spoken(told.message), ' ', kind));
  made.append(element('div', 'sides', ...told.sides.map((one, index) => side(one, index === 0))));
  if (told.hints.length) {
    made.append(element('ul', 'hints', ...told.hints.map((one) => element('li', '', ...spoken(one)))));
  }
  return made;
}

const counted = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;

export function summary(told) {
  const parts = [];
  if (told.errors) parts.push(counted(told.errors, 'error'));
  if (told.warnings) parts.push(counted(told.warnings, 'warning'));
  return parts.join(', ') || 'no mistakes';
}

export function list(told) {
  const shown = told.listed.map(message);
  const more = told.errors + told.warnings - told.listed.length;
  if (!shown.length) return [element('p', 'hint', 'No mistakes.')];
  if (more > 0) shown.push(element('p', 'hint', `… and ${more} more; “roa-dossier check” lists them all.`));
  return shown;
}

// What stands above the pages when a build was refused: nothing is hidden that was there.
export function alert(told, anyPages) {
  const errors = told.listed.filter((one) => one.severity === 'error');
  const kept = anyPages ? ' The pages below are those of the last good build.' : '';
  const made = [element('p', '', `${counted(told.errors, 'error')}.${kept}`), ...errors.slice(0, ABOVE).map(message)];
  if (told.errors > ABOVE) made.push(element('span', 'said', `${told.errors - ABOVE} more under Messages`));
  return made;
}
