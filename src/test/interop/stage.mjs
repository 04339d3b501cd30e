import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer from "puppeteer-core";

export const SERVICE = "http://127.0.0.1:8080";
export const PAGES = "http://127.0.0.1:8081";

/** Serves the pages' files, which lie beside this one. */
export function servePages() {
  const types = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript" };
  createServer((request, response) => {
    const file = new URL(`.${new URL(request.url, PAGES).pathname}`, import.meta.url);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(file.pathname)] ?? "text/plain" }).end(readFileSync(file));
  }).listen(new URL(PAGES).port, "127.0.0.1");
}

/** What runs for a test, and where it writes. */
export class Stage {
  #launched = {};

  /** @param root of the project, built */
  constructor(root) {
    this.root = root;
    this.results = join(root, "target", "interop");
    mkdirSync(this.results, { recursive: true });
  }

  startProgram(name, program, args) {
    const log = createWriteStream(join(this.results, `${name}.log`));
    const process = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    process.stdout.pipe(log);
    process.stderr.pipe(log);
    process.on("error", (error) => console.error(`${name}: ${error.message}`));
  }

  async startService() {
    const [java] = execFileSync("sh", ["-c", 'ls -d "$JAVA_HOME/bin/java" /usr/lib/jvm/*/bin/java 2>/dev/null || true'])
      .toString()
      .split("\n")
      .filter((java) => java && feature(java) >= 21);
    if (!java) throw new Error("no JDK 21 or newer: set JAVA_HOME");
    this.startProgram("service", java, [
      `-Dbeckon.allowed-origins=${PAGES}`,
      "-jar",
      join(this.root, "target/quarkus-app/quarkus-run.jar"),
    ]);
    for (let tries = 0; tries < 600; tries++) {
      if (await fetch(SERVICE).catch(() => null)) return;
      await pause(100);
    }
    throw new Error("the service has not started: see target/interop/service.log");
  }

  browsers(name) {
    this.#launched[name] ??= puppeteer.launch(
      name === "chromium"
        ? {
            executablePath: "/usr/bin/chromium",
            args: [
              "--no-sandbox",
              "--use-fake-device-for-media-stream",
              "--use-fake-ui-for-media-stream",
              "--disable-background-networking",
              "--disable-features=WebRtcHideLocalIpsWithMdns",
            ],
          }
        : {
            browser: "firefox",
            executablePath: "/usr/bin/firefox-esr",
            extraPrefsFirefox: {
              "media.navigator.streams.fake": true,
              "media.navigator.permission.disabled": true,
              "media.peerconnection.ice.loopback": true,
              "media.peerconnection.ice.obfuscate_host_addresses": false,
            },
          },
    );
    return this.#launched[name];
  }
}

function feature(java) {
  return Number(/version "(\d+)/.exec(execFileSync("sh", ["-c", '"$0" -version 2>&1', java]).toString())?.[1] ?? 0);
}

export async function token(user, roles) {
  const response = await fetch(`${SERVICE}/development/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user, roles }),
  });
  return (await response.json()).access_token;
}
