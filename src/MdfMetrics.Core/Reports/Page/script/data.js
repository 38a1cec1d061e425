// Figures, sentences and judgements of the report, as docs/report-data.md describes them. The script judges nothing:
// it chooses units and scales, and lays out.
const report = JSON.parse(document.getElementById('data').textContent);
