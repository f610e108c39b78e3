// The bar on top: title, search, lists, undo and redo, export, language, light and dark, help.
import type { App } from './app';
import { clean, h, iconButton, refill } from './dom';
import { exportItems } from './exports';
import { help } from './help';
import { popup } from './menu';
import { search } from './search';

export function bar(app: App): HTMLElement {
  const left = h('div', { class: 'bar-left' }),
    tools = h('div', { class: 'bar-tools' }),
    switches = h('div', { class: 'bar-switches' });
  const found = search(app);
  app.panel(() => {
    const { preferences, store } = app;
    refill(
      left,
      iconButton('filter', app.say('filters'), () => app.prefer({ legend: !preferences.legend }), {
        'data-key': 'filter',
        'aria-expanded': String(preferences.legend),
        'aria-controls': 'legend',
      }),
      h('h1', null, clean(app.title)),
    );
    refill(
      tools,
      iconButton('home', app.say('overview'), () => app.home(), { 'data-key': 'home' }),
      iconButton('undo', app.say('undo'), () => store.undo(), { disabled: !store.canUndo, 'data-key': 'undo' }),
      iconButton('redo', app.say('redo'), () => store.redo(), { disabled: !store.canRedo, 'data-key': 'redo' }),
      iconButton('table', app.say('lists'), () => app.prefer({ list: preferences.list ? null : 'entities' }), {
        'data-key': 'lists',
        'aria-pressed': String(preferences.list !== null),
      }),
      iconButton(
        'share',
        app.say('exports'),
        () => {
          const box = tools.querySelector('[data-key=exports]')!.getBoundingClientRect();
          popup(box.left, box.bottom + 6, app.say('exports'), exportItems(app));
        },
        { 'data-key': 'exports', 'aria-haspopup': 'menu' },
      ),
    );
    refill(
      switches,
      h(
        'button',
        {
          type: 'button',
          class: 'text-button',
          lang: app.english ? 'zh-CN' : 'en',
          onclick: () => app.prefer({ language: app.english ? 'zh' : 'en' }),
          'data-key': 'language',
        },
        app.say('language'),
      ),
      iconButton(
        preferences.dark ? 'sun' : 'moon',
        app.say(preferences.dark ? 'themeLight' : 'themeDark'),
        () => app.prefer({ dark: !preferences.dark }),
        { 'data-key': 'theme' },
      ),
      iconButton('help', app.say('help'), () => help(app), { 'data-key': 'help' }),
    );
  });
  return h('header', { class: 'bar' }, left, found, h('div', { class: 'bar-right' }, tools, switches));
}
