import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The reports of a peer so far, and promises of those to come. */
class Reports {
  all = [];
  #listeners = new Set();

  add(report) {
    this.all.push(report);
    for (const listener of this.#listeners) listener();
  }

  /** Promises the first report from the given position on that matches, or rejects with what was heard instead. */
  await(matches, from, seconds, what) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.all.slice(from).find(matches);
        if (found) end(() => resolve(found));
      };
      const end = (outcome) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        outcome();
      };
      const timer = setTimeout(
        () => end(() => reject(new Error(`${what}: nothing within ${seconds} s`))),
        seconds * 1000,
      );
      this.#listeners.add(look);
      look();
    });
  }
}

/** Starts one peer of a stack: `{reports, tell(command), end()}`. */
export async function start(stack, browsers, origin) {
  const reports = new Reports();
  return stack.browser ? inPage(stack, await browsers(stack.browser), origin, reports) : inProcess(stack, reports);
}

async function inPage({ stack }, browser, origin, reports) {
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.text().startsWith('{"event"')) reports.add(JSON.parse(message.text()));
  });
  page.on("pageerror", (error) => reports.add({ event: "failed", message: error.message }));
  await page.goto(`${origin}/pages/peer.html#${stack}`);
  await page.waitForFunction("document.title === 'ready'");
  return {
    reports,
    tell: (command) => page.evaluate(`command(${JSON.stringify(command)})`),
    end: () => page.close(),
  };
}

function inProcess({ command: [program, ...args] }, reports) {
  const process = spawn(program, args, { cwd: new URL(".", import.meta.url), stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  process.stderr.on("data", (data) => (complaint = (complaint + data).slice(-2000)));
  process.stdin.on("error", () => {});
  createInterface({ input: process.stdout }).on("line", (line) => {
    if (line.startsWith('{"event"')) reports.add(JSON.parse(line));
  });
  process.on("exit", (code) => reports.add({ event: "failed", message: `it ended with ${code}`, complaint }));
  return {
    reports,
    tell: async (command) => void process.stdin.write(`${JSON.stringify(command)}\n`),
    end: async () => void process.kill("SIGKILL"),
  };
}
