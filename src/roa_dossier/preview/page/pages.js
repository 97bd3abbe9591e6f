// The pages: light placeholders of the right size, pictures for those near the eye, and a place that is kept.

import { element } from './places.js';

const POINT = 96 / 72;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
const WIDEST = 4000;
const BROADEST = 1.25; // a page that fits the width is not larger than is good to read
const QUIET = 1500; // milliseconds after which somebody is no longer scrolling

export class Pages {
  constructor(box, { moved, asked }) {
    this.box = box;
    this.moved = moved;
    this.asked = asked;
    this.leaves = [];
    this.elements = [];
    this.zoom = remembered('zoom') || { mode: 'width', scale: 1 };
    this.choice = '';
    this.touched = -Infinity;
    this.near = new IntersectionObserver((seen) => seen.forEach((one) => this.came(one)), {
      root: box,
      rootMargin: '100% 0px',
    });
    new ResizeObserver(() => this.keeping(() => this.scaled())).observe(box);
    box.addEventListener('scroll', () => this.scrolled(), { passive: true });
    for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
      box.addEventListener(kind, () => { this.touched = performance.now(); }, { passive: true });
    }
  }

  // ── what is shown ───────────────────────────────────────────────────────────────────────────────

  show(told) {
    const choice = JSON.stringify(told.choice);
    const other = choice !== this.choice;
    const place = other ? this.rememberedPlace(choice) : this.mapped(this.place(), told.leaves);
    this.choice = choice;
    const old = new Map();
    if (!other) this.elements.forEach((one) => push(old, one.leaf[0], one));
    const kept = told.leaves.map((leaf) => old.get(leaf[0])?.shift());
    const free = new Set(this.elements.filter((one) => !kept.includes(one)));
    this.elements = told.leaves.map((leaf, index) => this.filled(leaf, index, kept[index] || take(free, this.elements[index])));
    free.forEach((one) => this.near.unobserve(one));
    this.leaves = told.leaves;
    if (!same(this.box.children, this.elements)) this.box.replaceChildren(...this.elements);
    this.scaled();
    this.go(place);
    this.elements.filter((one) => one.isNear).forEach((one) => this.refresh(one));
    this.scrolled();
  }

  filled(leaf, index, made) {
    const page = made || element('div', 'page');
    page.leaf = leaf;
    page.style.setProperty('--w', leaf[1]);
    page.style.setProperty('--h', leaf[2]);
    page.dataset.page = index + 1;
    if (!made) this.near.observe(page);
    return page;
  }

  came(seen) {
    const page = seen.target;
    page.isNear = seen.isIntersecting;
    if (page.isNear) this.refresh(page);
    else {
      page.replaceChildren();
      delete page.dataset.quotations;
    }
  }

  refresh(page) {
    delete page.dataset.quotations;
    this.picture(page);
    this.asked(page);
  }

  picture(page) {
    const width = Math.min(WIDEST, Math.round(page.clientWidth * devicePixelRatio));
    const address = `picture/${page.leaf[0]}/${width}.png`;
    const shown = page.querySelector('img:last-of-type');
    if (!width || shown?.dataset.address === address) return;
    const next = element('img');
    next.alt = `Page ${page.dataset.page}`;
    next.dataset.address = address;
    next.draggable = false;
    next.src = address;
    // The earlier picture stays until the next can be painted: nothing flashes.
    next.decode().then(() => {
      if (!page.isNear || page.leaf[0] !== address.split('/')[1]) return;
      page.querySelectorAll('img').forEach((one) => one.remove());
      page.prepend(next);
    }, () => {});
  }

  // ── place and zoom ──────────────────────────────────────────────────────────────────────────────

  // The page at the upper edge of the window, and how far down in it the edge is.
  place() {
    const top = this.box.scrollTop;
    const index = Math.max(0, this.at(top + 1));
    const page = this.elements[index];
    if (!page) return { index: 0, part: 0, left: 0.5 };
    const room = this.box.scrollWidth - this.box.clientWidth;
    return {
      index,
      part: (top - page.offsetTop + this.box.offsetTop) / page.offsetHeight,
      left: room > 0 ? this.box.scrollLeft / room : 0.5,
    };
  }

  // The same place among other pages: with the nearest page before it that is still there.
  mapped(place, leaves) {
    const digests = new Map();
    leaves.forEach((leaf, index) => push(digests, leaf[0], index));
    for (let index = place.index; index >= 0 && this.leaves[index]; index -= 1) {
      const found = digests.get(this.leaves[index][0]);
      if (found) return { ...place, index: nearest(found, index) + place.index - index };
    }
    return place;
  }

  go(place) {
    const page = this.elements[Math.min(place.index, this.elements.length - 1)];
    if (!page) return;
    this.box.scrollTop = page.offsetTop - this.box.offsetTop + place.part * page.offsetHeight;
    const room = this.box.scrollWidth - this.box.clientWidth;
    if (room > 0) this.box.scrollLeft = place.left * room;
  }

  keeping(change) {
    const place = this.place();
    change();
    this.go(place);
    this.elements.filter((one) => one.isNear).forEach((one) => this.picture(one));
  }

  scaled() {
    const gap = parseFloat(getComputedStyle(this.box).paddingLeft) * 2;
    const width = Math.max(...this.leaves.map((leaf) => leaf[1]), 1);
    const height = Math.max(...this.leaves.map((leaf) => leaf[2]), 1);
    const across = (this.box.clientWidth - gap) / width;
    const whole = Math.min(across, (this.box.clientHeight - gap) / height);
    const { mode, scale } = this.zoom;
    const free = scale * POINT;
    const chosen = { width: Math.min(across, BROADEST * POINT), page: whole, scale: free }[mode];
    this.scale = Math.max(0.05, chosen);
    this.box.style.setProperty('--scale', this.scale);
  }

  zoomed(zoom) {
    this.keeping(() => {
      this.zoom = zoom;
      this.scaled();
    });
    remember('zoom', zoom);
  }

  step(direction) {
    const now = this.scale / POINT;
    const next = direction > 0 ? STEPS.find((one) => one > now * 1.01) : STEPS.findLast((one) => one < now * 0.99);
    if (next) this.zoomed({ mode: 'scale', scale: next });
  }

  fit() {
    this.zoomed({ mode: this.zoom.mode === 'width' ? 'page' : 'width', scale: 1 });
  }

  get level() {
    return { width: 'Width', page: 'Page', scale: `${Math.round(this.zoom.scale * 100)} %` }[this.zoom.mode];
  }

  // ── going somewhere ─────────────────────────────────────────────────────────────────────────────

  get busy() {
    return performance.now() - this.touched < QUIET;
  }

  sees(index) {
    const page = this.elements[index];
    if (!page) return true;
    const top = page.offsetTop - this.box.offsetTop - this.box.scrollTop;
    const seen = Math.min(top + page.offsetHeight, this.box.clientHeight) - Math.max(top, 0);
    return seen > Math.min(page.offsetHeight, this.box.clientHeight) * 0.4;
  }

  jump(index) {
    const gap = parseFloat(getComputedStyle(this.box).paddingTop);
    const page = this.elements[index];
    if (page) this.box.scrollTop = page.offsetTop - this.box.offsetTop - gap / 2;
  }

  flag(index) {
    const page = this.elements[index];
    if (!page) return;
    page.classList.remove('new');
    requestAnimationFrame(() => page.classList.add('new'));
  }

  // ── remembering ─────────────────────────────────────────────────────────────────────────────────

  at(y) {
    let [low, high] = [0, this.elements.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.elements[middle].offsetTop - this.box.offsetTop <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  scrolled() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (!this.elements.length) return;
      const places = remembered('places') || {};
      remember('places', { ...places, [this.choice]: this.place() });
      this.moved(this.at(this.box.scrollTop + this.box.clientHeight / 3));
    });
  }

  rememberedPlace(choice) {
    return (remembered('places') || {})[choice] || { index: 0, part: -1, left: 0.5 };
  }
}

function push(lists, key, value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function take(free, wished) {
  const one = free.has(wished) ? wished : undefined;
  if (one) free.delete(one);
  return one;
}

function same(one, other) {
  return one.length === other.length && other.every((each, index) => one[index] === each);
}

function nearest(numbers, wanted) {
  return numbers.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best));
}

function remembered(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function remember(name, value) {
  sessionStorage.setItem(name, JSON.stringify(value));
}
