(() => {
  'use strict';
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const rows = all('#packets tbody tr');
  const places = '[data-i], [data-r]';
  const wide = window.matchMedia('(min-width: 1000px)');
  /** Bytes whose bits are shown at most. */
  const MOST_BITS = 8;
  let current = -1;
  /** What stands for bits in the packet that is looked at. */
  let linked = [];
  let entries = new Map();
  let held = null;
  let hovered = null;
  document.documentElement.classList.add('js');

  const link = (row) => row.querySelector('a');
  const articleOf = (row) => byId('p' + link(row).textContent);

  /** A place: bits of a source. */
  function place(text) {
    const [source, bit, bits] = text.split('.').map(Number);
    return { source, from: bit, end: bit + bits };
  }
  const isWithin = (one, other) =>
    one.source === other.source && other.from <= one.from && one.end <= other.end && one.from < one.end;

  // ---- Packets

  function show(index) {
    const next = Math.min(Math.max(index, 0), rows.length - 1);
    if (next < 0 || next === current) return;
    // Not at first: a browser would go there once the page is loaded.
    if (current >= 0) history.replaceState(null, '', rows[next].querySelector('a').hash);
    if (rows[current]) {
      rows[current].removeAttribute('aria-current');
      link(rows[current]).tabIndex = -1;
      articleOf(rows[current]).classList.remove('current');
    }
    current = next;
    const article = articleOf(rows[next]);
    rows[next].setAttribute('aria-current', 'true');
    link(rows[next]).tabIndex = 0;
    article.classList.add('current');
    within(rows[next], document.querySelector('.list'));
    const arrows = all('.ladder a').filter((each) => each.hash === '#' + article.id);
    for (const each of all('.ladder a[aria-current]')) each.removeAttribute('aria-current');
    for (const each of arrows) each.setAttribute('aria-current', 'true');
    if (arrows.length) {
      const ladder = (each) => each.closest('details');
      const arrow = arrows.find((each) => ladder(each).open) || arrows[0];
      ladder(arrow).open = true;
      within(arrow.closest('li'), document.querySelector('.ladders'));
    }
    prepare(article);
    held = null;
    hovered = null;
    mark(null);
  }

  /** Scrolls a box as little as it takes to have something in it. */
  function within(element, box) {
    const inner = element.getBoundingClientRect();
    const outer = box.getBoundingClientRect();
    const head = box.querySelector('thead');
    const top = outer.top + (head ? head.offsetHeight : 0);
    if (inner.top < top) box.scrollTop -= top - inner.top;
    else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
  }

  /** Reads what an article links, and gives it names and roles the first time. */
  function prepare(article) {
    entries = new Map(all('.words [data-i]', article).map((e) => [e.dataset.i, e]));
    linked = all(places, article).map((element) => {
      const ids = (element.dataset.i || '').split(' ').filter(Boolean);
      const own = element.dataset.r;
      const parts = ids.length ? ids.map((id) => {
        const entry = entries.get(id);
        return { id, place: entry && entry.dataset.r ? place(entry.dataset.r) : null };
      }) : [{ id: null, place: place(own) }];
      return { element, parts, holds: Boolean(own) };
    });
    if (article.dataset.ready) return;
    article.dataset.ready = 'yes';
    for (const group of all('[data-group]', article)) {
      if (group.tagName !== 'UL') group.setAttribute('role', 'group');
      group.setAttribute('aria-label', group.dataset.group);
      stops(group).forEach((each, i) => {
        each.tabIndex = i === 0 ? 0 : -1;
        each.setAttribute('role', 'button');
        each.setAttribute('aria-pressed', 'false');
        if (!each.closest('.words') && !each.matches('.head')) each.setAttribute('aria-label', name(each));
      });
    }
  }

  /** What can have the focus in a group. */
  const stops = (group) => all(places, group).filter((e) => !e.closest('.chars') && !e.classList.contains('mute'));

  const labels = (entry) => entry.querySelector('b').textContent
    + (entry.querySelector('code') ? ' ' + entry.querySelector('code').textContent : '');

  function name(element) {
    if (!element.dataset.i) return element.textContent;
    return element.dataset.i.split(' ').map((id) => entries.get(id)).filter(Boolean).map(labels).join(', ')
      || element.textContent;
  }

  // ---- Marks

  /** Marks all that has to do with what an element stands for. */
  function mark(element) {
    const looked = element && linked.find((each) => each.element === element);
    const parts = looked ? looked.parts : [];
    const isMeant = (part) => parts.some((each) => (part.id !== null && part.id === each.id)
      || (part.place && each.place && isWithin(part.place, each.place)));
    for (const each of linked) {
      const meant = each.parts.filter(isMeant).length;
      const on = meant === each.parts.length;
      const part = !on && (meant > 0 || (each.holds && each.parts[0].place
        && parts.some((p) => p.place && isWithin(p.place, each.parts[0].place))));
      each.element.classList.toggle('on', on);
      each.element.classList.toggle('part', part);
    }
    tell(looked, parts.map((each) => each.place).filter(Boolean));
  }

  /** Says in words and bits what is marked. */
  function tell(looked, ranges) {
    const says = byId('says');
    const bits = byId('bits');
    says.replaceChildren();
    bits.replaceChildren();
    byId('here').classList.toggle('idle', !looked);
    if (!looked) {
      says.textContent = 'Nothing is marked.';
      return;
    }
    const told = looked.parts.map((each) => entries.get(each.id)).filter(Boolean);
    if (!told.length) says.textContent = looked.element.textContent;
    for (const entry of told) {
      const strong = document.createElement('strong');
      strong.textContent = labels(entry);
      const words = entry.querySelector('p');
      const line = document.createElement('span');
      line.append(strong, words ? ' ' + words.textContent + ' ' : ' ');
      says.append(line);
    }
    if (ranges.length) drawBits(bits, ranges);
  }

  /** The bytes that hold some bits, bit by bit. */
  function drawBits(bits, ranges) {
    const { source } = ranges[0];
    const from = Math.floor(Math.min(...ranges.map((r) => r.from)) / 8);
    const end = Math.ceil(Math.max(...ranges.map((r) => r.end)) / 8);
    const values = bytes(source);
    for (let at = from; at < Math.min(end, from + MOST_BITS, values.length); at++) {
      const byte = document.createElement('span');
      const offset = document.createElement('small');
      offset.textContent = 'byte ' + at;
      byte.append(offset);
      for (let bit = 0; bit < 8; bit++) {
        const one = document.createElement(ranges.some((r) => r.from <= at * 8 + bit && at * 8 + bit < r.end) ? 'b' : 'i');
        one.textContent = parseInt(values[at], 16) >> (7 - bit) & 1;
        byte.append(one);
      }
      bits.append(byte);
    }
    if (end - from > MOST_BITS) bits.append('\u2026 ' + (end - from) + ' bytes');
  }

  const bytes = (source) => all('article.current [data-source="' + source + '"] .digits')
    .flatMap((e) => e.textContent.split(' '));

  /** Holds what an element stands for, or lets it go. */
  function hold(element) {
    const same = held === element;
    if (held) {
      held.setAttribute('aria-pressed', 'false');
      held.classList.remove('held');
    }
    held = same ? null : element;
    if (held) {
      held.setAttribute('aria-pressed', 'true');
      held.classList.add('held');
    }
    mark(held || element);
    if (held && wide.matches) reveal(element);
  }

  /** Brings what belongs to an element into sight, in the other column. */
  function reveal(element) {
    const left = element.closest('.left');
    const other = document.querySelector(left ? 'article.current .words .on' : 'article.current .digits .on');
    if (other) other.scrollIntoView({ block: left ? 'center' : 'nearest' });
  }

  const focused = () => (document.activeElement && placeOf(document.activeElement)) || null;
  const placeOf = (target) => {
    const element = target.closest(places);
    return element && element.closest('article.current') ? element : null;
  };

  document.addEventListener('pointerover', (event) => {
    const element = placeOf(event.target);
    if (element === hovered) return;
    hovered = element;
    mark(element || held || focused());
  });

  document.addEventListener('focusin', (event) => {
    const element = placeOf(event.target);
    if (!element) return;
    const group = element.closest('[data-group]');
    for (const each of stops(group)) each.tabIndex = each === element ? 0 : -1;
    mark(element);
    const scroller = document.querySelector('article.current .digits .on');
    if (scroller && !element.closest('.left')) within(scroller, scroller.closest('.hex'));
  });

  document.addEventListener('click', (event) => {
    const target = event.target.closest('a[href^="#p"]');
    const row = event.target.closest('#packets tbody tr') || (target && byId('r' + target.hash.slice(2)));
    if (row) {
      event.preventDefault();
      show(rows.indexOf(row));
      if (!target || event.detail > 0) link(row).focus({ preventScroll: true });
      else articleOf(row).focus();
      return;
    }
    const element = placeOf(event.target);
    if (element && !String(window.getSelection())) hold(element);
  });

  // ---- Keys

  const steps = {
    ArrowDown: (i) => i + 1,
    ArrowUp: (i) => i - 1,
    ArrowRight: (i) => i + 1,
    ArrowLeft: (i) => i - 1,
    Home: () => 0,
    End: (i, count) => count - 1,
  };

  function keyInList(event) {
    const step = steps[event.key];
    if (!step) return false;
    show(step(current, rows.length));
    link(rows[current]).focus({ preventScroll: true });
    return true;
  }

  function keyInGroup(event, element) {
    if (event.key === 'Enter' || event.key === ' ') {
      hold(element);
      return true;
    }
    const step = steps[event.key];
    if (!step) return false;
    const group = stops(element.closest('[data-group]'));
    const next = group[Math.min(Math.max(step(group.indexOf(element), group.length), 0), group.length - 1)];
    next.focus();
    return true;
  }

  /** In a packet where no field has the focus yet: Enter or an arrow key goes to the first, or the last. */
  function keyInPacket(event) {
    const article = event.target.closest('article.current');
    if (!article || event.target !== article || !(steps[event.key] || event.key === 'Enter')) return false;
    const fields = all('[data-group]', article).flatMap(stops);
    const back = ['ArrowUp', 'ArrowLeft', 'End'].includes(event.key);
    if (fields.length) fields[back ? fields.length - 1 : 0].focus();
    return true;
  }

  function keyAnywhere(event) {
    if (event.key === '?') byId('keys').showModal();
    else if (event.key === 'j' || event.key === 'k') {
      const inPacket = document.activeElement.closest('article');
      show(current + (event.key === 'j' ? 1 : -1));
      if (!rows[current]) return true;
      if (inPacket) articleOf(rows[current]).focus();
      else link(rows[current]).focus({ preventScroll: true });
    } else if (event.key === 'Escape') {
      if (held) hold(held);
      else {
        if (rows[current]) link(rows[current]).focus();
        mark(null);
      }
    } else return false;
    return true;
  }

  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('dialog, input')) return;
    const element = placeOf(event.target);
    const used = event.target.closest('#packets') ? keyInList(event) : element ? keyInGroup(event, element)
      : keyInPacket(event);
    if (used || keyAnywhere(event)) event.preventDefault();
  });

  // Another address: typed, or one before.
  window.addEventListener('hashchange', () => {
    const index = rows.findIndex((each) => link(each).hash === location.hash);
    if (index >= 0) show(index);
  });

  byId('help').addEventListener('click', () => byId('keys').showModal());
  for (const each of rows) link(each).tabIndex = -1;
  const wanted = rows.findIndex((each) => link(each).hash === location.hash);
  show(Math.max(0, wanted));
})();
