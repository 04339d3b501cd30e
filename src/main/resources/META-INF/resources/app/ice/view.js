// ICE tester: which ways there are between this browser and others, by the deployment's STUN and TURN servers or one's own.

import { h, heading, stylesheet } from "../dom.js";
import { ServersForm } from "./form.js";
import { DamagedLink, unpack } from "./report.js";
import { Results, Sharing } from "./results.js";
import { run } from "./run.js";
import { flatten } from "./servers.js";
import { headline, verdict } from "./verdict.js";

export const title = "ICE tester";

export async function open(main, { params, session, announce }) {
  await stylesheet("app/ice/ice.css");
  const link = params.get("result");
  if (link !== null) return openShared(main, link);
  const tester = new Tester(session, announce);
  main.append(
    page(
      "Which ways lead from this browser to others? Gathers addresses from STUN and TURN servers, sends packets through the relays, and says what it means.",
      ...tester.elements,
    ),
  );
  return () => tester.stop();
}

const page = (introduction, ...parts) => h("div.page.wide.stack.ice", {}, heading(title, introduction), ...parts);

/** A result that somebody else has sent; nothing is tested. */
async function openShared(main, link) {
  const again = h("p", {}, h("a", { href: "#/ice" }, "Test with this browser"));
  try {
    const result = await unpack(link);
    const results = new Results();
    results.show(result, { isOver: true });
    if (!result.candidates.some(({ address }) => address)) results.hideSwitch();
    main.append(
      page(
        `A result that was shared with you, of ${new Date(result.at).toLocaleString()}${result.agent ? `, with ${result.agent}` : ""}. Nothing was tested here.`,
        again,
        results.elements.verdict,
        results.elements.details,
      ),
    );
  } catch (error) {
    if (!(error instanceof DamagedLink)) throw error;
    main.append(page("A result that was shared with you.", h("p.card.error", { role: "alert" }, error.message), again));
  }
}

class Tester {
  #session;
  #announce;
  #abort = null;
  #drawing = 0;
  #button = h("button.primary", { type: "submit" }, "Start the test");
  #form = new ServersForm(this.#button, (wish) => this.#pressed(wish));
  #step = h("p", {});
  #bar = h("progress", { "aria-label": "Progress of the test" });
  #progress = h("div.stack.tight", { hidden: true }, this.#step, this.#bar);
  #problem = h("p.error", { hidden: true });
  #results = new Results();
  #sharing;

  constructor(session, announce) {
    this.#session = session;
    this.#announce = announce;
    this.#sharing = new Sharing(announce);
    this.#form.element.append(this.#problem, this.#progress);
  }

  get elements() {
    const { verdict: findings, details } = this.#results.elements;
    return [h("div.beside", {}, this.#form.element, findings), details, this.#sharing.element];
  }

  stop() {
    this.#abort?.abort();
  }

  /** The same button starts and stops, so that the focus stays where it is. */
  #pressed(wish) {
    if (this.#abort) return this.stop();
    return this.#test(wish);
  }

  async #test({ servers, relaySeconds }) {
    this.#begin();
    const { signal } = this.#abort;
    try {
      const entries = flatten(servers ?? (await this.#session.iceServers()));
      if (signal.aborted) return;
      const result = await run({
        servers: entries,
        relaySeconds,
        signal,
        onchange: (...state) => this.#changed(...state),
      });
      this.#over(result);
    } catch (error) {
      this.#problem.textContent = error.message;
      this.#problem.hidden = false;
      this.#announce(error.message, { urgent: true });
    } finally {
      this.#end();
    }
  }

  #begin() {
    this.#abort = new AbortController();
    this.#form.disabled = true;
    this.#button.textContent = "Stop";
    this.#button.className = "danger";
    this.#problem.hidden = this.#sharing.element.hidden = true;
    this.#results.hide();
    this.#bar.removeAttribute("value");
    this.#step.textContent = "Asking for the servers.";
    this.#progress.hidden = false;
    this.#announce("The test has begun.");
  }

  #changed(result, { step, done, of, server, kbps }) {
    this.#bar.max = of || 1;
    this.#bar.value = done;
    const isFirst = step === "relay" && !this.#step.textContent.startsWith("Relay");
    this.#step.textContent =
      step === "gathering"
        ? gathering(result, done, of)
        : `Relay check through ${server}${kbps ? `: ${Math.round(kbps)} kbit/s` : ""}`;
    if (isFirst) this.#announce("All addresses are gathered. The relay check begins.");
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => this.#results.show(result, { isOver: false }));
  }

  #over(result) {
    cancelAnimationFrame(this.#drawing);
    this.#results.show(result, { isOver: true });
    this.#sharing.show(result);
    const { level, text } = headline(verdict(result));
    this.#announce(`${result.cancelled ? "The test was stopped" : "The test is over"}. ${text}`, {
      urgent: level === "bad" && !result.cancelled,
    });
  }

  #end() {
    this.#abort = null;
    this.#form.disabled = false;
    this.#button.textContent = "Start the test";
    this.#button.className = "primary";
    this.#progress.hidden = true;
    if (!this.#sharing.element.hidden && this.#button.isConnected) this.#results.focus();
  }
}

function gathering({ servers, candidates }, done, of) {
  const waiting = servers.filter(({ state }) => state === "waiting").map(({ url }) => url);
  const found = `${candidates.length} ${candidates.length === 1 ? "candidate" : "candidates"}`;
  return `Gathering: ${done} of ${of} servers are done, ${found}.${waiting.length > 0 ? ` Waiting for ${waiting.join(", ")}.` : ""}`;
}
