import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { clientFile, clientModule } from "./service.js";

const MOST_BYTES = 31 * 1024;
const read = (name) => readFileSync(clientFile(name), "utf8");
const types = read("beckon.d.ts");

/** All modules that loading this one loads. */
function loadedWith(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next] of read(name).matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]+)";/gm))
    loadedWith(join(dirname(name), next), found);
  return found;
}

/** What stands between the braces of a declaration. */
function body(declaration) {
  const start = types.search(declaration);
  assert.ok(start >= 0, `${declaration} stands in beckon.d.ts`);
  return types.slice(start, types.indexOf("\n}", start));
}

const members = (text) => [...text.matchAll(/^ {2}(?:readonly )?"?([\w-]+)"?\??\s*[<(:]/gm)].map(([, name]) => name);

const beckon = await clientModule("beckon.js");
const classes = Object.entries(beckon).filter(([, value]) => /^class\b/.test(value));

describe("the package", () => {
  it(`has at most ${MOST_BYTES} bytes, each module gzipped, without CBOR`, (test) => {
    const modules = [...loadedWith("beckon.js")];
    const size = modules.map((name) => gzipSync(read(name), { level: 9 }).length).reduce((sum, one) => sum + one, 0);
    test.diagnostic(`${size} bytes in ${modules.length} modules`);
    assert.ok(size <= MOST_BYTES, `${size} bytes: ${modules.join(", ")}`);
    assert.ok(modules.includes("signaling.js") && modules.includes("calls.js"));
    assert.ok(!modules.some((name) => name.includes("cbor")), "CBOR is loaded when it is wanted");
  });

  it("has all of its modules, and their licences", () => {
    const { name, type, exports, files: packed, license } = JSON.parse(read("package.json"));
    assert.deepEqual([name, type, license], ["beckon-client", "module", "Apache-2.0"]);
    for (const entry of [exports["."], exports["./media"], exports["./node"]])
      for (const file of Object.values(entry)) assert.ok(existsSync(clientFile(file)), file);
    for (const file of packed.filter((one) => !one.includes("*"))) assert.ok(existsSync(clientFile(file)), file);
    assert.ok(existsSync(clientFile("cborg/LICENSE")));
    const used = new Set(
      ["beckon.js", "cbor.js", "media.js", "node.js", "requests.js"].flatMap((name) => [...loadedWith(name)]),
    );
    const files = readdirSync(clientFile("."), { recursive: true });
    const there = files.filter((file) => file.endsWith(".js") && !file.startsWith("cborg"));
    assert.deepEqual(
      there.filter((file) => !used.has(file)),
      [],
    );
  });

  it("imports nothing from elsewhere", () => {
    for (const name of [...loadedWith("beckon.js"), ...loadedWith("media.js")])
      assert.doesNotMatch(read(name), /from "[^.]|import\("[^.]/, name);
  });

  it("exports what its types say, and nothing else", async () => {
    for (const name of ["beckon", "media"]) {
      const declared = [...read(`${name}.d.ts`).matchAll(/^export (?:class|const|function) (\w+)/gm)].map(
        ([, one]) => one,
      );
      assert.deepEqual(Object.keys(await clientModule(`${name}.js`)).sort(), declared.sort());
    }
  });

  for (const [name, type] of classes) {
    it(`${name} has the members and the events of its types`, () => {
      const declared = members(body(new RegExp(`^export class ${name}\\b`, "m")));
      const source = type.toString();
      const inherited = ["constructor", "name", "message"];
      for (const member of declared.filter((one) => !inherited.includes(one))) {
        assert.ok(new RegExp(`\\b${member}\\b`).test(source), `${name}.${member}`);
        const isMethod = new RegExp(`^ {2}${member}\\(`, "m").test(body(new RegExp(`^export class ${name}\\b`, "m")));
        if (isMethod) assert.equal(typeof type.prototype[member], "function", `${name}.${member}()`);
      }
      if (!type.events) return;
      assert.deepEqual(
        [...type.events].sort(),
        members(body(new RegExp(`^export interface ${name}Events\\b`, "m"))).sort(),
      );
    });

    it(`${name} has no public method that its types lack`, () => {
      const declared = members(body(new RegExp(`^export class ${name}\\b`, "m")));
      const own = Object.getOwnPropertyNames(type.prototype).filter(
        (member) => !INTERNAL[name]?.includes(member) && member !== "constructor",
      );
      assert.deepEqual(
        own.filter((member) => !declared.includes(member)),
        [],
      );
    });
  }
});

/** Methods that the modules have for each other. */
const INTERNAL = {
  Room: ["enter", "resume", "receive", "leaveNow"],
  Call: ["receive", "joined", "resumed", "over"],
};
