// Folded parts are made when they are opened: a table of thousands of rows costs nothing before. On paper those are
// open that are short enough to be read there.
const folds = [];
const PAPER_FOLD = 60;

function fold(summary, fill, { kind = 'alt', rows = 0 } = {}) {
  const node = html('details', { class: `${kind} ${rows > PAPER_FOLD ? 'screen' : ''}` }, html('summary', {}, summary));
  let filled = false;
  function make() {
    if (filled) return;
    filled = true;
    node.append(...[fill()].flat());
    watchScrolling();
  }
  node.addEventListener('toggle', () => node.open && make());
  folds.push({ node, make, paper: rows <= PAPER_FOLD });
  return node;
}
