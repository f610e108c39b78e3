// One of a few, side by side.
import { h } from './dom';

/** Radio buttons in a row; `name` sets them apart from others on the page. */
export function segmented<T extends string>(
  title: string,
  name: string,
  options: readonly (readonly [T, string])[],
  value: T,
  choose: (value: T) => void,
): HTMLElement {
  return h(
    'fieldset',
    { class: 'field' },
    h('legend', null, title),
    h(
      'div',
      { class: 'segmented' },
      options.map(([option, label]) =>
        h(
          'label',
          null,
          h('input', {
            type: 'radio',
            name,
            checked: value === option,
            'data-key': `${name} ${option}`,
            onchange: () => choose(option),
          }),
          h('span', null, label),
        ),
      ),
    ),
  );
}
