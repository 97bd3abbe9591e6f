// What the program tells is put in its place, and what is chosen here is told to the program.

import { alert, list, summary } from './messages.js';
import { Pages } from './pages.js';
import { passage } from './passage.js';
import { element } from './places.js';

const by = (id) => document.getElementById(id);
const told = { status: {}, messages: null, choices: null, pages: null };
let connected = true;
let number = 0; // of the quotation that is shown
let chosen = ''; // its file, and its number in it
let seen = null; // the version of the pages that are shown

// ── Pages ───────────────────────────────────────────────────────────────────────────────────────────

const pages = new Pages(by('pages'), { moved: where, asked: quotations });

function where(index) {
  if (!told.pages) return;
  const starts = Object.entries(told.pages.starts).filter(([, page]) => page <= index);
  const [id] = starts.reduce((last, one) => (one[1] >= last[1] ? one : last), ['', -1]);
  const chapter = told.choices?.chapters.find((one) => one.id === id);
  const title = chapter ? ` · ${chapter.title}` : '';
  by('where').textContent = `${index + 1} / ${told.pages.leaves.length}${title}`;
}

function shown() {
  const { changed, version } = told.pages;
  const fresh = seen !== null && version > seen; // and not what was there when this page was opened
  seen = version;
  pages.show(told.pages);
  by('pages').dataset.edition = told.pages.choice.edition;
  by('level').textContent = pages.level;
  if (!fresh || changed === null) return; // what was offered stays: the whole book comes after its chapter
  by('changed').hidden = true;
  if (!pages.sees(changed)) {
    if (by('follow').checked && !pages.busy) pages.jump(changed);
    else offer(changed);
  }
  pages.flag(changed);
}

function offer(changed) {
  by('changed').textContent = `Page ${changed + 1} changed: go there`;
  by('changed').hidden = false;
  by('changed').onclick = () => {
    pages.jump(changed);
    pages.flag(changed);
    by('changed').hidden = true;
  };
}

// ── Quotations ──────────────────────────────────────────────────────────────────────────────────────

async function quotations(page) {
  const [, , , file, at] = page.leaf;
  const answer = await fetch(`quotations/${file}/${at}`).catch(() => null);
  if (!answer?.ok || page.leaf[3] !== file || !page.isNear) return;
  const found = await answer.json();
  page.querySelectorAll('.quote').forEach((one) => one.remove());
  found.forEach((one) => page.append(...regions(one, file)));
  page.dataset.quotations = found.length;
}

function regions(one, file) {
  const made = one.boxes.map(([left, top, width, height], index) => {
    const region = element('button', 'quote');
    region.style.left = `${left * 100}%`;
    region.style.top = `calc(${top * 100}% - 2px)`;
    region.style.width = `${width * 100}%`;
    region.style.height = `calc(${height * 100}% + 4px)`;
    region.title = 'Show the passage in its source';
    region.setAttribute('aria-label', 'Quotation: show the passage in its source');
    if (index) region.tabIndex = -1;
    return region;
  });
  const all = (name, on) => made.forEach((region) => region.classList.toggle(name, on));
  made.forEach((region) => {
    region.addEventListener('pointerenter', () => all('near', true));
    region.addEventListener('pointerleave', () => all('near', false));
    region.addEventListener('click', async () => {
      document.querySelectorAll('.quote.chosen').forEach((other) => other.classList.remove('chosen'));
      all('chosen', true);
      chosen = `${file}/${one.number}`;
      await look(file, one.number);
    });
  });
  all('chosen', chosen === `${file}/${one.number}`); // a page that is drawn anew
  return made;
}

async function look(file, which) {
  number += 1;
  const mine = number;
  const answer = await fetch(`passage/${file}/${which}`).catch(() => null);
  if (mine !== number) return;
  const words = answer?.ok ? passage(await answer.json()) : [element('p', 'hint', 'This passage is being looked up again.')];
  by('passage').replaceChildren(...words);
  opened('passage');
  by('passage').querySelector('mark')?.scrollIntoView({ block: 'nearest' });
}

// ── The panel ───────────────────────────────────────────────────────────────────────────────────────

function opened(which) {
  by('panel').hidden = !which;
  by('open').setAttribute('aria-expanded', String(which === 'messages'));
  if (!which) return;
  for (const one of ['messages', 'passage']) {
    by(one).hidden = one !== which;
    by(`tab-${one}`).setAttribute('aria-pressed', String(one === which));
  }
}

by('open').addEventListener('click', () => opened(by('panel').hidden || by('messages').hidden ? 'messages' : ''));
by('tab-messages').addEventListener('click', () => opened('messages'));
by('tab-passage').addEventListener('click', () => opened('passage'));
by('close').addEventListener('click', () => opened(''));

// ── The bar ─────────────────────────────────────────────────────────────────────────────────────────

function status() {
  const { phase, stage, good, seconds, written, build, choice } = told.status;
  const box = by('status');
  box.className = phase === 'building' ? 'building' : good === false ? 'failed' : '';
  if (!connected) box.textContent = 'No connection; trying again';
  else if (phase === 'building') box.textContent = stage || 'building';
  else if (good === false) box.textContent = 'Not built';
  else if (written && written.build === build && written.files.length) box.textContent = `Written: ${written.files.join(', ')}`;
  else if (good) box.textContent = `Built in ${seconds} s`;
  box.title = choice?.edition ?? '';
  document.body.dataset.phase = connected ? phase ?? '' : 'alone';
  document.body.dataset.build = build ?? 0;
  warned();
}

function warned() {
  const refused = told.status.good === false && told.messages?.errors > 0;
  by('alert').hidden = !refused;
  if (refused) by('alert').replaceChildren(...alert(told.messages, Boolean(told.pages)));
  if (!told.pages && !by('pages').children.length) {
    by('pages').replaceChildren(element('p', 'nothing', refused ? 'There are no pages yet.' : 'The pages come with the first build.'));
  }
}

function messages() {
  const { errors, warnings } = told.messages;
  by('count').textContent = errors + warnings || '';
  by('count').className = errors ? 'errors' : '';
  by('open').title = summary(told.messages);
  by('messages').replaceChildren(...list(told.messages));
  warned();
}

function choices() {
  const { title, edition, editions, chapter, chapters } = told.choices;
  by('title').textContent = title;
  by('title').title = title;
  document.title = title;
  options(by('edition'), editions.map((one) => [one, one]), edition);
  const named = chapters.map((one) => [one.id, `${one.number}  ${one.title}`]);
  options(by('chapter'), [['', 'The whole dossier'], ...named], chapter);
}

function options(select, listed, chosen) {
  select.replaceChildren(...listed.map(([value, words]) => {
    const option = element('option', '', words);
    option.value = value;
    return option;
  }));
  select.value = chosen;
}

function tell(address, body) {
  return fetch(address, { method: 'POST', body: JSON.stringify(body) }).catch(() => null);
}

function choose() {
  by('changed').hidden = true;
  return tell('choose', { edition: by('edition').value, chapter: by('chapter').value });
}

by('edition').addEventListener('change', choose);
by('chapter').addEventListener('change', choose);
by('write').addEventListener('click', () => tell('write', {}));

function zooming(change) {
  change();
  by('level').textContent = pages.level;
}

by('smaller').addEventListener('click', () => zooming(() => pages.step(-1)));
by('larger').addEventListener('click', () => zooming(() => pages.step(1)));
by('level').addEventListener('click', () => zooming(() => pages.fit()));
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('select, input')) return;
  const keys = { '+': () => pages.step(1), '=': () => pages.step(1), '-': () => pages.step(-1), 0: () => pages.fit() };
  if (keys[event.key]) zooming(keys[event.key]);
  else if (event.key === 'Escape') opened('');
});

// ── News ────────────────────────────────────────────────────────────────────────────────────────────

const put = { status, messages, choices, pages: shown };
const news = new EventSource('news');
for (const [kind, show] of Object.entries(put)) {
  news.addEventListener(kind, (event) => {
    told[kind] = JSON.parse(event.data);
    show();
  });
}
news.addEventListener('open', () => { connected = true; status(); });
news.addEventListener('error', () => { connected = false; status(); });
by('level').textContent = pages.level;
