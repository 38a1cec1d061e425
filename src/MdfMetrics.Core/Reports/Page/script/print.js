// Paper: light, its own layout, tables in full and folded ones opened where they are short. The layout is set before
// the charts are measured for it.
function watchPrinting() {
  let opened = [];
  addEventListener('beforeprint', () => {
    applyTheme('light');
    document.documentElement.classList.add('printing');
    opened = folds.filter(({ paper, node }) => paper && !node.open);
    for (const { node, make } of opened) {
      make();
      node.open = true;
    }
    for (const { body, fill } of tables) if (body.isConnected) fill(PAPER_ROWS);
    for (const one of charts) drawChart(one);
  });
  addEventListener('afterprint', () => {
    document.documentElement.classList.remove('printing');
    for (const { node } of opened) node.open = false;
    for (const { fill } of tables) fill();
    applyTheme();
    drawCharts();
  });
}
