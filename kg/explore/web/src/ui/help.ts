// How to use the page, in a dialog.
import type { App } from './app';
import { h, iconButton } from './dom';
import { GESTURES, KEYS } from './words';

export function help(app: App): void {
  document.querySelector('dialog')?.remove();
  const table = (
    rows: readonly (readonly [string, string, string])[],
    pick: (row: readonly [string, string, string]) => [string, string],
  ): HTMLElement =>
    h(
      'dl',
      null,
      rows.map((row) => {
        const [key, text] = pick(row);
        return [h('dt', null, key), h('dd', null, text)];
      }),
    );
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'help-title', class: 'panel' },
    h(
      'header',
      { class: 'dialog-head' },
      h('h2', { id: 'help-title' }, app.say('helpTitle')),
      iconButton('close', app.say('close'), () => dialog.close()),
    ),
    h(
      'div',
      { class: 'dialog-columns' },
      h(
        'section',
        null,
        h('h3', null, app.say('mouse')),
        table(GESTURES, ([gesture, zh, en]) =>
          app.english ? [en.split(': ')[0], en.split(': ')[1] ?? en] : [gesture, zh],
        ),
      ),
      h(
        'section',
        null,
        h('h3', null, app.say('keys')),
        table(KEYS, ([key, zh, en]) => [key, app.english ? en : zh]),
      ),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
