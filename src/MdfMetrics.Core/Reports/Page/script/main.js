// Puts the page together. The words are on screen before the charts' library is read: it stands last in the page.
const PAGES = {
  run: ['Run report', runPage],
  pipeline: ['Pipeline history', pipelinePage],
  overview: ['All pipelines', overviewPage],
};
const [kindWord, makePage] = PAGES[report.kind];

applyTheme();
byId('kind').textContent = kindWord;
main.replaceChildren();
makePage();
main.append(footer());
toolbar();
contentsList();
watchPrinting();

let resizing;
addEventListener('resize', () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    drawCharts();
    watchScrolling();
  }, 120);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  applyTheme();
  drawCharts();
});
addEventListener('DOMContentLoaded', () =>
  requestAnimationFrame(() =>
    setTimeout(() => {
      watchScrolling();
      drawCharts();
    }),
  ),
);
