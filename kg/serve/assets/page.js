// Suggests names while one is typed in the search box.
(() => {
  'use strict';
  const box = document.querySelector('header input[name=q]');
  const list = document.getElementById('suggestions');
  if (!box || !list) return;
  let asking = null;
  let timer = 0;
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 120);
  });
  async function suggest() {
    asking?.abort();
    const said = box.value.trim();
    if (!said) return;
    asking = new AbortController();
    try {
      const response = await fetch(`/api/suggest?q=${encodeURIComponent(said.slice(0, 100))}`, {
        signal: asking.signal,
      });
      if (!response.ok) return;
      const found = await response.json();
      list.replaceChildren(
        ...found.suggestions.map((match) => {
          const option = document.createElement('option');
          option.value = match.label;
          option.label = match.class.zh;
          return option;
        }),
      );
    } catch {
      // A newer question has taken this one's place, or the server is gone: the box works without.
    }
  }
})();
