// Spreading ten thousands of values into Math.max would overflow the stack.
const sum = values => values.reduce((total, x) => total + x, 0);
const largest = values => values.reduce((best, x) => (x > best ? x : best), -Infinity);
const smallest = values => values.reduce((best, x) => (x < best ? x : best), Infinity);
const present = values => values.filter(x => x != null);
const clamp = (x, low, high) => Math.max(low, Math.min(high, x));
const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

// Of what is there; null where nothing is.
function median(values) {
  const sorted = present(values).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (!sorted.length) return null;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// 1, 2, 5 or 10 times a power of ten, near x: what people count in.
function roundStep(x) {
  const power = 10 ** Math.floor(Math.log10(x || 1));
  const lead = x / power;
  if (lead < 1.5) return power;
  if (lead < 3.5) return 2 * power;
  return lead < 7.5 ? 5 * power : 10 * power;
}
