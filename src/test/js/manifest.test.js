// What a phone shows of the app on its home screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (name) => readFileSync(new URL(`../../main/resources/META-INF/resources/${name}`, import.meta.url));
const IHDR = 12;

/** Width and height of a PNG (RFC 2083, section 11.2.2). */
function sizeOf(name) {
  const png = read(name);
  assert.equal(png.toString("latin1", IHDR, IHDR + 4), "IHDR", name);
  return `${png.readUInt32BE(IHDR + 4)}x${png.readUInt32BE(IHDR + 8)}`;
}

test("icons are as large as the manifest says, and one may be cut to any shape", () => {
  const { icons } = JSON.parse(read("manifest.webmanifest"));
  const png = icons.filter(({ type }) => type === "image/png");
  for (const { src, sizes } of png) assert.equal(sizeOf(src), sizes, src);
  assert.deepEqual(png.map(({ purpose }) => purpose).sort(), ["any", "maskable"]);
});

test("there is one for iOS, which reads no manifest", () => {
  const [, src] = /<link rel="apple-touch-icon" href="([^"]+)"/.exec(read("index.html"));
  assert.equal(sizeOf(src), "180x180");
});
