// Elements. Text of the user's reaches the page here only, as text nodes: nothing is ever parsed as markup.
const byId = id => document.getElementById(id);

function element(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (name === 'on') for (const [type, handler] of Object.entries(value)) node.addEventListener(type, handler);
    else if (name === 'style') Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  const shown = children.flat(Infinity).filter(child => child != null && child !== false);
  node.append(...shown.map(child => (typeof child === 'string' ? tame(child) : child)));
  return node;
}

// Signs that turn the direction of all that follows show as �: they would reach beyond the name that has them.
const tame = text => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

const html = (tag, attributes, ...children) => element(document.createElement(tag), attributes, children);

const svg = (tag, attributes, ...children) =>
  element(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

const drawing = (width, height, attributes, ...children) =>
  svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', ...attributes }, ...children);

// A name of the user's keeps its own direction, whatever stands beside it.
const userText = text => html('bdi', {}, text);
const unseen = text => html('span', { class: 'unseen' }, text);
const subline = (...children) => html('span', { class: 'sub' }, ...children);
const quiet = text => html('span', { class: 'quiet' }, text);

// A sentence: strings, { b, hot? } for what is stressed, { code } for what was said literally.
const sentence = parts =>
  (parts ?? []).map(part => {
    if (typeof part === 'string') return part;
    if (part.b != null) return html('b', { class: part.hot ? 'hot' : null }, userText(part.b));
    return html('code', {}, part.code);
  });

const plainText = parts =>
  (parts ?? []).map(part => (typeof part === 'string' ? part : (part.b ?? part.code))).join('');
