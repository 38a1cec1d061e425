// The list of sections: beside a wide page, folded on a narrow one; the section in view is marked.
function contentsList() {
  const wide = matchMedia('(min-width: 1180px)');
  const list = html(
    'details',
    { open: wide.matches },
    html('summary', {}, 'Contents'),
    html(
      'ol',
      {},
      contents.map(({ id, title, count }) =>
        html(
          'li',
          {},
          html('a', { href: `#${id}` }, title, count != null && html('span', { class: 'n' }, formatCount(count))),
        ),
      ),
    ),
  );
  byId('toc').append(list);
  wide.addEventListener('change', () => {
    list.open = wide.matches;
  });
  const watcher = new IntersectionObserver(
    entries => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) markCurrent(list, target.id);
    },
    { rootMargin: '-72px 0px -70% 0px' },
  );
  for (const { id } of contents) watcher.observe(byId(id));
}

function markCurrent(list, id) {
  list.querySelector('[aria-current]')?.removeAttribute('aria-current');
  list.querySelector(`a[href="#${id}"]`)?.setAttribute('aria-current', 'true');
}
