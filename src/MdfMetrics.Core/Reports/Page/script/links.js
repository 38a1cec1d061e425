// Only the pages of a site have links, to each other. What is not a plain relative path is no link.
const links = report.links ?? {};

const isRelative = href => typeof href === 'string' && /^[^/\\:?#][^\\:]*$/.test(href) && !href.includes('//');

const link = (href, ...content) => (isRelative(href) ? html('a', { href }, ...content) : content);
const namedOr = name => name ?? 'without a name';
const pipelineLink = name => link(links.pipelines?.[name ?? ''], userText(namedOr(name)));
const runLink = (runId, ...content) => link(links.runs?.[runId], ...content);

// The pages above this one, and the runs before and after.
function trail(name) {
  const steps = [
    [links.overview, 'All pipelines'],
    [links.pipeline, userText(name)],
    [links.previous, '← Run before'],
    [links.next, 'Run after →'],
  ].filter(([href]) => isRelative(href));
  return (
    steps.length > 0 &&
    html(
      'nav',
      { class: 'trail', 'aria-label': 'Other pages' },
      html(
        'ol',
        {},
        steps.map(([href, text]) => html('li', {}, link(href, text))),
      ),
    )
  );
}
