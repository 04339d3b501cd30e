import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";

const ROOT = new URL("../../main/resources/META-INF/resources/", import.meta.url);
const WORKER = new URL("service-worker.js", ROOT);
const OFFLINE_VIEWS = ["app/home/", "app/direct/"];
const HOW = "UPDATE=1 node --test src/test/js/service-worker.test.js writes it";

const read = (file) => readFileSync(new URL(file === "./" ? "index.html" : file, ROOT));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Everything that the page loads at once, and all that the views load that work offline. */
function needed() {
  const page = read("index.html").toString();
  const files = new Set(["./", "manifest.webmanifest"]);
  const linked = [...page.matchAll(/(?:href|src)="([\w./-]+)"/g)]
    .map(([, file]) => file)
    .filter((file) => existsSync(new URL(file, ROOT)));
  for (const file of [...linked, ...OFFLINE_VIEWS.map((folder) => `${folder}view.js`)]) add(file, files);
  return [...files].sort();
}

function add(file, files) {
  if (files.has(file)) return;
  files.add(file);
  if (!file.endsWith(".js")) return;
  const text = read(file).toString();
  const relative = (name) => path.posix.join(path.posix.dirname(file), name);
  for (const [, name] of text.matchAll(/^(?:import|export)\b[^;"]*?"(\.[^"]+)";/gm)) add(relative(name), files);
  if (!OFFLINE_VIEWS.some((folder) => file.startsWith(folder))) return;
  for (const [, name] of text.matchAll(/\bimport\("(\.[^"]+)"\)/g)) add(relative(name), files);
  for (const [, name] of text.matchAll(/\bstylesheet\("([^"]+)"\)/g)) add(name, files);
}

const hash = (files) => sha256(files.map((file) => `${file} ${sha256(read(file))}\n`).join("")).slice(0, 16);

function update() {
  const files = needed();
  const text = readFileSync(WORKER, "utf8")
    .replace(/^const VERSION = .*$/m, `const VERSION = "${hash(files)}";`)
    .replace(/^const FILES = \[[^\]]*\];/m, `const FILES = [\n${files.map((file) => `  "${file}",\n`).join("")}];`);
  writeFileSync(WORKER, text);
}

if (process.env.UPDATE) update();

const SCOPE = "https://beckon.example/";

/** The worker in a browser made of maps; `network` answers it. */
function worker(network) {
  const listeners = {};
  const stored = new Map();
  const open = (name) => {
    if (!stored.has(name)) stored.set(name, new Map());
    const cache = stored.get(name);
    return {
      put: async (key, response) => void cache.set(String(key.url ?? key), response),
      match: async (key) => cache.get(String(key.url ?? key))?.clone(),
    };
  };
  const caches = {
    open: async (name) => open(name),
    keys: async () => [...stored.keys()],
    delete: async (name) => stored.delete(name),
    match: async (key) => (await Promise.all([...stored.keys()].map((name) => open(name).match(key)))).find(Boolean),
  };
  const said = [];
  const self = {
    location: new URL("service-worker.js", SCOPE),
    addEventListener: (type, listener) => (listeners[type] = listener),
    skipWaiting: async () => said.push("skipWaiting"),
    clients: { claim: async () => said.push("claim") },
  };
  const globals = {
    self,
    caches,
    fetch: (request) => network(String(request.url ?? request)),
    URL,
    Response,
    Set,
    Map,
    Promise,
    crypto,
    TextEncoder,
    Uint8Array,
    Error,
    setTimeout: (use, ms) => setTimeout(use, ms / 100),
  };
  const values = runInNewContext(`${readFileSync(WORKER, "utf8")}; ({ VERSION, FILES: [...FILES], CACHE })`, globals);
  const happen = async (type) => {
    let until;
    listeners[type]({ waitUntil: (promise) => (until = promise) });
    return until;
  };
  /** What the worker answers, or undefined where it leaves it to the browser. */
  const ask = (url, { method = "GET", mode = "cors", clientId = "page", resultingClientId } = {}) => {
    let answer;
    listeners.fetch({
      request: { url: new URL(url, SCOPE).href, method, mode },
      clientId,
      resultingClientId,
      respondWith: (promise) => (answer = promise),
    });
    return answer;
  };
  return { ...values, FILES: [...values.FILES], happen, ask, stored, said };
}

const served =
  (text = "") =>
  async (url) => {
    const file = url.slice(SCOPE.length).split("?")[0] || "./";
    return existsSync(new URL(file, ROOT)) ? new Response(text + read(file)) : new Response("", { status: 404 });
  };
const offline = async () => {
  throw new TypeError("Failed to fetch");
};

describe("the service worker", () => {
  it("keeps all files that the page needs without a network", () => {
    assert.deepEqual(worker(offline).FILES, needed(), HOW);
    for (const file of [
      "./",
      "style.css",
      "app/main.js",
      "app/direct/view.js",
      "app/direct/direct.css",
      "app/direct/qr/decode.js",
      "app/direct/qr/encode.js",
      "client/events.js",
    ])
      assert.ok(needed().includes(file), file);
  });

  it("has the version of their content", () => {
    assert.equal(worker(offline).VERSION, hash(needed()), HOW);
  });

  it("takes them all from the service, and only of one version", async () => {
    const good = worker(served());
    await good.happen("install");
    assert.deepEqual(
      [...good.stored.get(good.CACHE).keys()].sort(),
      good.FILES.map((file) => new URL(file, SCOPE).href).sort(),
    );
    assert.deepEqual(good.said, ["skipWaiting"]);
    const newer = async (url) =>
      url.endsWith("service-worker.js") ? new Response('const VERSION = "newer";') : served()(url);
    for (const network of [newer, offline, async () => new Response("", { status: 503 })]) {
      const bad = worker(network);
      await assert.rejects(bad.happen("install"));
      assert.equal(bad.stored.size, 0);
    }
  });

  it("forgets those of former versions", async () => {
    const one = worker(served());
    for (const name of ["beckon-former", "of another app"]) one.stored.set(name, new Map());
    await one.happen("install");
    await one.happen("activate");
    assert.deepEqual([...one.stored.keys()].sort(), [one.CACHE, "of another app"].sort());
  });

  it("leaves alone what is no file of the app", () => {
    const one = worker(served());
    for (const url of [
      "v1/sign-in",
      "v1/connect",
      "v1/x.json",
      "development/token",
      "q/health",
      "q/dev-ui/x.js",
      "https://elsewhere.example/x.js",
      "admin",
    ])
      assert.equal(one.ask(url), undefined, url);
    assert.equal(one.ask("app/main.js", { method: "POST" }), undefined);
  });

  it("answers from the service while that is there, and does not put what it answers among the kept files", async () => {
    const one = worker(served());
    await one.happen("install");
    one.stored.get(one.CACHE).set(`${SCOPE}style.css`, new Response("kept"));
    assert.equal(await (await one.ask("style.css")).text(), String(read("style.css")));
    assert.equal(await one.stored.get(one.CACHE).get(`${SCOPE}style.css`).text(), "kept");
  });

  it("answers from what it has kept when the service is not there; other files once they were used", async () => {
    let network = served();
    const one = worker((url) => network(url));
    await one.happen("install");
    await one.ask("service-worker.js");
    network = offline;
    assert.equal(
      await (await one.ask("?room=x", { mode: "navigate", resultingClientId: "new" })).text(),
      String(read("index.html")),
    );
    assert.equal(await (await one.ask("service-worker.js")).text(), String(readFileSync(WORKER)));
    assert.equal((await one.ask("app/never-used.js")).type, "error");
  });

  it("gives a page that came from the cache all of its files from there", async () => {
    let network = served();
    const one = worker((url) => network(url));
    await one.happen("install");
    network = () => new Promise(() => {});
    await one.ask("./", { mode: "navigate", resultingClientId: "kept" });
    network = served("newer");
    assert.equal(await (await one.ask("style.css", { clientId: "kept" })).text(), String(read("style.css")));
    assert.equal(await (await one.ask("style.css", { clientId: "other" })).text(), `newer${read("style.css")}`);
  });
});
