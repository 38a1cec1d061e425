// Only the pages of a site have links, to each other. What is not a plain relative path is no link.
const siteLinks = report.links ?? {};

const isRelative = href => typeof href === 'string' && /^[^/\\:?#][^\\:]*$/.test(href) && !href.includes('//');

const link = (href, ...content) => (isRelative(href) ? html('a', { href }, ...content) : content);
const namedOr = name => name ?? 'without a name';
const pipelineLink = name => link(siteLinks.pipelines?.[name ?? ''], userText(namedOr(name)));
const runLink = (runId, ...content) => link(siteLinks.runs?.[runId], ...content);

// The pages above this one, and the runs before and after.
function trail(name) {
  const steps = [
    [siteLinks.overview, 'All pipelines'],
    [siteLinks.pipeline, userText(name)],
    [siteLinks.previous, '← Run before'],
    [siteLinks.next, 'Run after →'],
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
