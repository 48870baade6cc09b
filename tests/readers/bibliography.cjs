// Print the bibliography that citeproc-js makes: node bibliography.cjs CITEPROC STYLE ITEMS
const fs = require("fs");

const [citeproc, style, items] = process.argv.slice(2);
const CSL = require(citeproc);
const terms = {
  "open-quote": "“",
  "close-quote": "”",
  "open-inner-quote": "‘",
  "close-inner-quote": "’",
  "and others": "and others",
  "et-al": "et al.",
  and: "and",
};
const written = Object.entries(terms).map(([name, text]) => `<term name="${name}">${text}</term>`);
const locale = `<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
<terms>${written.join("")}</terms></locale>`;
const byId = new Map(JSON.parse(fs.readFileSync(items, "utf8")).map((item) => [item.id, item]));
const system = { retrieveLocale: () => locale, retrieveItem: (id) => byId.get(id) };
const engine = new CSL.Engine(system, fs.readFileSync(style, "utf8"));
engine.setOutputFormat("text");
engine.updateItems([...byId.keys()]);
process.stdout.write(engine.makeBibliography()[1].join(""));
