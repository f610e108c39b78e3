// One search box: names, aliases, pinyin, initials, typing errors; Enter flies there.
import { Finder, type Hit } from '../model/finder';
import type { App } from './app';
import { clean, h, icon, ICONS, refill, short } from './dom';
import { sign } from './sign';

export function search(app: App): HTMLElement {
  const input = h('input', {
    id: 'search',
    type: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'found',
    'aria-autocomplete': 'list',
    maxlength: 200,
  });
  const list = h('div', { id: 'found', class: 'found', role: 'listbox', tabindex: '-1' });
  const box = h(
    'div',
    { class: 'search', role: 'search' },
    icon(ICONS.search),
    input,
    h('kbd', { 'aria-hidden': 'true' }, '/'),
    list,
  );
  list.hidden = true;
  let finder: Finder | null = null;
  let hits: Hit[] = [];
  let at = 0;
  let timer = 0;

  const close = (): void => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const choose = (hit: Hit | undefined, more = false): void => {
    if (!hit) return;
    const from = app.pathFrom;
    input.value = '';
    hits = [];
    close();
    if (from >= 0 && from !== hit.node) app.paths(from, hit.node);
    else if (more && app.shown.node[hit.node]) app.select(hit.node, true);
    else app.visit(hit.node);
    app.stage.canvas.focus();
  };

  const mark = (): void => {
    for (const option of list.querySelectorAll('[role=option]')) {
      const on = option.id === `hit-${hits[at]?.node}`;
      option.setAttribute('aria-selected', String(on));
      if (on) option.scrollIntoView({ block: 'nearest' });
    }
    if (hits[at]) input.setAttribute('aria-activedescendant', `hit-${hits[at].node}`);
  };

  const look = (): void => {
    if (!app.detail) return;
    finder ??= new Finder(app.graph, app.detail);
    const typed = input.value.trim();
    if (!typed) {
      close();
      return;
    }
    const found = finder.find(typed);
    const groups = new Map<string, Hit[]>();
    for (const hit of found.hits) {
      const { type } = app.graph.classes[app.graph.cls[hit.node]];
      groups.set(type, [...(groups.get(type) ?? []), hit]);
    }
    hits = [...groups.values()].flat();
    at = 0;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    refill(
      list,
      found.maybe && h('p', { class: 'note', role: 'presentation' }, app.say('maybe')),
      !hits.length && h('p', { class: 'note', role: 'presentation' }, app.say('noMatch', short(clean(typed), 30))),
      [...groups.values()].map((group) => {
        const title = app.typeName(app.graph.cls[group[0].node]);
        return h(
          'div',
          { role: 'group', 'aria-label': title },
          h('div', { class: 'found-head', 'aria-hidden': 'true' }, title),
          group.map((hit) => option(hit)),
        );
      }),
    );
    mark();
    app.announce(app.say('results', hits.length));
  };

  const option = (hit: Hit): HTMLElement =>
    h(
      'div',
      {
        role: 'option',
        id: `hit-${hit.node}`,
        'aria-selected': 'false',
        onmousedown: (event: Event) => {
          event.preventDefault();
          choose(hit, (event as MouseEvent).shiftKey);
        },
      },
      sign(app, app.graph.classes[app.graph.cls[hit.node]]),
      h('bdi', null, short(app.name(hit.node), 48)),
      hit.alias && h('span', { class: 'note' }, short(clean(hit.alias), 24)),
      h('span', { class: 'count' }, app.graph.degree[hit.node]),
    );

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, app.graph.count > 5000 ? 120 : 0);
  });
  input.addEventListener('focus', () => {
    if (input.value) app.whenDetailed(look);
  });
  input.addEventListener('blur', () => {
    close();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!hits.length) return;
      at = (at + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length;
      mark();
      event.preventDefault();
    } else if (event.key === 'Enter') {
      clearTimeout(timer);
      look();
      choose(hits[at], event.shiftKey);
    } else if (event.key === 'Escape') {
      if (input.value) {
        input.value = '';
        close();
      } else {
        app.pathFrom = -1;
        app.renderPanels();
        app.stage.canvas.focus();
      }
      event.stopPropagation();
    }
  });
  app.panel(() => {
    const text = app.pathFrom >= 0 ? app.say('searchFor', short(app.name(app.pathFrom), 16)) : app.say('search');
    input.placeholder = text;
    input.setAttribute('aria-label', text);
    list.setAttribute('aria-label', app.say('entities'));
    box.classList.toggle('asking', app.pathFrom >= 0);
  });
  return box;
}
