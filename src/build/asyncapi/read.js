// What AsyncAPI's parser says of a document: read.js FILE. Fails on errors, and where nothing could be read.
const { readFileSync } = require("node:fs");
const { Parser } = require("@asyncapi/parser");

const SEVERITIES = ["error", "warning", "information", "hint"];

async function read(file) {
  const { document, diagnostics } = await new Parser().parse(readFileSync(file, "utf8"));
  for (const { severity, path, message } of diagnostics) {
    console.log(`${SEVERITIES[severity]}: ${path.join(".")}: ${message}`);
  }
  console.log(document ? `${document.messages().length} messages` : "This is no AsyncAPI document.");
  return document !== undefined && diagnostics.every(({ severity }) => severity > 0);
}

read(process.argv[2]).then((good) => {
  process.exitCode = good ? 0 : 1;
});
