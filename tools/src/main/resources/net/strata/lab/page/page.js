(() => {
  'use strict';
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const stops = Array.from(byId('stops').children);
  const panel = document.querySelector('.panel');
  let current = -1;
  root.classList.add('js');

  /** The stops that belong to one. */
  const related = (stop) => (stop.dataset.with || '').split(' ').map(byId).filter(Boolean);

  const clear = (name) => {
    for (const each of document.querySelectorAll('li.' + name)) each.classList.remove(name);
  };

  /** Looks at a stop: marks it and what belongs to it, and says what it is. */
  function look(index, follow) {
    const next = Math.min(Math.max(index, 0), stops.length - 1);
    if (next < 0) return;
    const before = stops[current];
    if (before) {
      before.setAttribute('aria-selected', 'false');
      before.tabIndex = -1;
      byId('d-' + before.id).classList.remove('current');
    }
    clear('current');
    clear('related');
    clear('hinted');
    current = next;
    const stop = stops[next];
    const details = byId('d-' + stop.id);
    stop.setAttribute('aria-selected', 'true');
    stop.tabIndex = 0;
    stop.classList.add('current');
    for (const each of related(stop)) each.classList.add('related');
    details.classList.add('current');
    panel.scrollTop = 0;
    byId('place').textContent = (next + 1) + ' of ' + stops.length;
    byId('story').textContent = details.dataset.story;
    if (follow) {
      if (byId('stops').contains(document.activeElement)) stop.focus({ preventScroll: true });
      reveal(stop);
    }
  }

  /** Scrolls as little as it takes to have a stop between the headings and what lies over the page. */
  function reveal(stop) {
    const box = stop.getBoundingClientRect();
    const top = document.querySelector('.heads').getBoundingClientRect().bottom + 24;
    const over = panel.getBoundingClientRect();
    const bottom = (over.width > window.innerWidth / 2 ? over.top : window.innerHeight) - 36;
    if (box.top < top) window.scrollBy(0, box.top - top);
    else if (box.bottom > bottom) window.scrollBy(0, Math.min(box.bottom - bottom, box.top - top));
  }

  const steps = {
    ArrowRight: () => current + 1,
    ArrowDown: () => current + 1,
    ArrowLeft: () => current - 1,
    ArrowUp: () => current - 1,
    Home: () => 0,
    End: () => stops.length - 1,
  };

  document.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest('pre')) return;
    event.preventDefault();
    look(step(), true);
  });

  document.addEventListener('click', (event) => {
    const stop = event.target.closest('#stops li');
    if (stop) {
      stop.focus({ preventScroll: true });
      look(stops.indexOf(stop), false);
      return;
    }
    const link = event.target.closest('a[href^="#d-"]');
    if (!link) return;
    event.preventDefault();
    look(stops.indexOf(byId(link.hash.slice(3))), true);
  });

  byId('stops').addEventListener('focusin', (event) => {
    const index = stops.indexOf(event.target.closest('li'));
    if (index !== current) look(index, false);
  });

  document.addEventListener('pointerover', (event) => {
    clear('hinted');
    const stop = event.target.closest('#stops li');
    if (!stop) return;
    stop.classList.add('hinted');
    for (const each of related(stop)) each.classList.add('hinted');
  });

  byId('first').addEventListener('click', () => look(0, true));
  byId('back').addEventListener('click', () => look(current - 1, true));
  byId('next').addEventListener('click', () => look(current + 1, true));
  byId('last').addEventListener('click', () => look(stops.length - 1, true));
  byId('scale').addEventListener('change', (event) => {
    document.querySelector('.lanes').classList.toggle('real', event.target.checked);
    if (stops[current]) reveal(stops[current]);
  });

  look(0, false);
})();
