// Only the pages of a site have links, to each other. What is not a plain relative path is no link.
const links = report.links ?? {};

const isRelative = href => typeof href === 'string' && /^[^/\\:?#][^\\:]*$/.test(href) && !href.includes('//');

const link = (href, ...content) => isRelative(href) ? html('a', { href }, ...content) : content;
const pipelineLink = name => link(links.pipelines?.[name], userText(name));
const runLink = (runId, ...content) => link(links.runs?.[runId], ...content);

// Where the page stands: all pipelines › one › one run.
function trail(name) {
  const steps = [
    links.overview && link(links.overview, 'All pipelines'),
    links.pipeline && link(links.pipeline, userText(name)),
  ].filter(Boolean);
  const turns = [
    links.previous && link(links.previous, '← Run before'),
    links.next && link(links.next, 'Run after →'),
  ].filter(Boolean);
  if (!steps.length && !turns.length) return null;
  return html('nav', { class: 'trail', 'aria-label': 'Other pages' },
    html('ol', {}, [...steps, ...turns].map(step => html('li', {}, step))));
}
