// The implementations, each as something that opens participants.

import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const HERE = new URL("./", import.meta.url);
const CLIENT = new URL("../../../main/resources/META-INF/resources/client/", HERE);
const versionOf = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, HERE))).version;
const require = createRequire(import.meta.url);

/** Serves the client as it stands in the source, and a page that is empty but for a participant. */
export async function servePages() {
  const page = `<!doctype html><script type="module">
    import * as beckon from "/client/beckon.js";
    import { Participant } from "/participant.mjs";
    const makeTrack = () => {
      const canvas = document.createElement("canvas");
      canvas.getContext("2d").fillRect(0, 0, 9, 9);
      const stream = canvas.captureStream(10);
      return { track: stream.getTracks()[0], stream };
    };
    window.participant = new Participant({ beckon, RTCPeerConnection, makeTrack });
  </script>`;
  const server = createServer(({ url }, response) => {
    if (url === "/") return response.setHeader("Content-Type", "text/html").end(page);
    const file =
      url === "/participant.mjs" ? new URL("participant.mjs", HERE) : new URL(url.replace("/client/", ""), CLIENT);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.setHeader("Content-Type", "text/javascript").end(readFileSync(file));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const inPage = (page, close) => ({
  ask: (name, ...args) =>
    page.evaluate(
      ([name, args]) => (typeof participant[name] === "function" ? participant[name](...args) : participant[name]),
      [name, args],
    ),
  close,
});

async function chromium(origin) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"],
  });
  const open = async () => {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.waitForFunction(() => window.participant);
    return inPage(page, () => page.close());
  };
  return { version: browser.version(), open, close: () => browser.close() };
}

async function firefox(origin) {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    extraPrefsFirefox: {
      "media.peerconnection.ice.loopback": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
    },
  });
  const open = async () => {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.waitForFunction(() => window.participant);
    return inPage(page, () => page.close());
  };
  return { version: (await browser.version()).replace(/^\w+\//i, ""), open, close: () => browser.close() };
}

async function inNode(name) {
  const open = async () => {
    const child = fork(fileURLToPath(new URL("node-peer.mjs", HERE)), [name, new URL("beckon.js", CLIENT).href], {
      serialization: "advanced",
    });
    const asked = new Map();
    child.on("message", ({ id, value, error }) => {
      if (error) asked.get(id)?.reject(new Error(error));
      else asked.get(id)?.resolve(value);
    });
    child.on("exit", (code, signal) =>
      asked.forEach(({ reject }) => reject(new Error(`the process ended (${signal ?? code})`))),
    );
    await once(child, "message");
    let last = 0;
    const ask = (name, ...args) =>
      new Promise((resolve, reject) => {
        asked.set(++last, { resolve, reject });
        child.send({ id: last, name, args }, (error) => error && reject(error));
      });
    return { ask, close: () => child.kill("SIGKILL") };
  };
  return { version: versionOf(name), open, close: () => {} };
}

export const STACKS = {
  Chromium: chromium,
  Firefox: firefox,
  "@roamhq/wrtc": () => inNode("@roamhq/wrtc"),
  "node-datachannel": () => inNode("node-datachannel"),
  werift: () => inNode("werift"),
};
