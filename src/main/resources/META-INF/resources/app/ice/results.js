// A result on the page, and what others may get of it: a link, text, a file.

import { copy, download, h } from "../dom.js";
import {
  errorsOf,
  levelName,
  markdown,
  milliseconds,
  notesOf,
  pack,
  place,
  protocolName,
  publicPart,
  relayLine,
  roundTripOf,
  stateName,
  typeName,
} from "./report.js";
import { verdict } from "./verdict.js";

const COLUMNS = ["Type", "Protocol", "Family", "Address", "Related address", "Priority", "From", "After", "Round trip"];
/** Roles are said, since the rows are cards on a phone and browsers then forget that this is a table. */
const head = () =>
  h(
    "thead",
    { role: "rowgroup" },
    h(
      "tr",
      { role: "row" },
      COLUMNS.map((name) => h("th", { scope: "col", role: "columnheader" }, name)),
    ),
  );
const LEVEL_OF_STATE = { answered: "ok", unchanged: "ok", waiting: "", cancelled: "", invalid: "bad" };

export class Results {
  #heading = h("h2", { tabindex: "-1" }, "Verdict");
  #findings = h("ul.findings", {});
  #verdict = h("section.card.stack", { hidden: true }, this.#heading, this.#findings);
  #servers = h("ul.servers", {});
  #noServers = h("p.empty", {}, "No STUN or TURN server.");
  #rows = h("tbody", { role: "rowgroup" });
  #table = h(
    "div.scroll",
    { role: "region", tabindex: "0", "aria-label": "Candidates" },
    h("table", { role: "table" }, head(), this.#rows),
  );
  #noCandidates = h("p.empty", {}, "None was found yet.");
  #addresses = h("input", { type: "checkbox", checked: true, onchange: () => this.#showCandidates() });
  #switch = h("label.check", {}, this.#addresses, "Show addresses");
  #result = null;
  /** The verdict is apart: it stands beside what was asked. */
  elements;

  constructor() {
    const details = h(
      "div.stack",
      { hidden: true },
      h("section.stack.tight", {}, h("h2", {}, "Servers"), this.#servers, this.#noServers),
      h(
        "section.stack.tight",
        {},
        h("div.row.between", {}, h("h2", {}, "Candidates"), this.#switch),
        this.#table,
        this.#noCandidates,
        h("details", {}, h("summary", {}, "How this is measured"), h("p.quiet", {}, MEASURED)),
      ),
    );
    this.elements = { verdict: this.#verdict, details };
  }

  /** Shows what there is; the verdict once the test is over. */
  show(result, { isOver }) {
    this.#result = result;
    this.elements.details.hidden = false;
    this.#verdict.hidden = !isOver;
    if (isOver) this.#findings.replaceChildren(...verdict(result).map(finding));
    this.#servers.replaceChildren(...result.servers.map(serverCard));
    this.#noServers.hidden = result.servers.length > 0;
    this.#noCandidates.textContent = isOver ? "None was found." : "None was found yet.";
    this.#showCandidates();
  }

  hide() {
    for (const element of Object.values(this.elements)) element.hidden = true;
  }

  /** Of a result that came without addresses, there is nothing to switch. */
  hideSwitch() {
    this.#switch.hidden = true;
  }

  focus() {
    this.#heading.focus();
  }

  #showCandidates() {
    const { candidates, servers } = this.#result;
    const byUrl = new Map(servers.map((server) => [server.url, server]));
    this.#table.hidden = candidates.length === 0;
    this.#noCandidates.hidden = candidates.length > 0;
    this.#rows.replaceChildren(...candidates.map((one) => row(one, byUrl.get(one.url), this.#addresses.checked)));
  }
}

const MEASURED =
  "Each server is asked by a connection of its own, so that what it finds belongs to it. “After” is the time since that connection began. " +
  "Browsers do not tell the round trip to a server. With a relay check it is half of the round trip that the browser measures between the two ends of the call, whose packets pass the server on each way. " +
  "Without one it is at most (≤) the time to the server's first address, which includes looking up its name, connecting, and with TURN at least two exchanges.";

function finding({ level, text, advice }) {
  return h(
    "li",
    {},
    h("span", { class: `badge ${level}` }, levelName(level)),
    h("div", {}, h("p", {}, text), advice ? h("p.quiet", {}, advice) : null),
  );
}

function serverCard(server) {
  const level = server.relay?.state === "failed" ? "bad" : (LEVEL_OF_STATE[server.state] ?? "bad");
  const facts = [
    ["First address after", milliseconds(server.answeredMs)],
    ["Round trip", roundTripOf(server)],
    ...(server.kind === "turn" ? [["Relay check", relayLine(server)]] : []),
  ];
  return h(
    "li.card.stack.tight",
    {},
    h("div.row.between", {}, h("code", {}, server.url), h("span", { class: `badge ${level}` }, stateName(server))),
    errorsOf(server).map((text) => h("p.error", {}, text)),
    notesOf(server).map((text) => h("p.quiet", {}, text)),
    server.answeredMs === undefined
      ? null
      : h(
          "dl",
          {},
          facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
        ),
  );
}

function row(candidate, server, hasAddresses) {
  const { address, port, relatedAddress, relatedPort, family, priority, url, ms } = candidate;
  const shown = (text) => (hasAddresses ? text : "hidden");
  const cells = [
    [typeName(candidate)],
    [protocolName(candidate)],
    [family ?? "–"],
    [shown(place(address, port)), "code"],
    [shown(place(relatedAddress, relatedPort)), "code"],
    [String(priority ?? "–"), "number"],
    [url ?? "this device", "code"],
    [milliseconds(ms), "number"],
    [url ? roundTripOf(server) : "–", "number"],
  ];
  return h(
    "tr",
    { role: "row" },
    cells.map(([text, kind], index) => h("td", { role: "cell", class: kind, "data-column": COLUMNS[index] }, text)),
  );
}

export class Sharing {
  #addresses = h("input", { type: "checkbox", onchange: () => (this.#written.hidden = true) });
  #link = h("input", { type: "text", readonly: "", class: "code", onfocus: () => this.#link.select() });
  #written = h("label", { hidden: true }, "Link to this result", this.#link);
  #announce;
  #result = null;
  element;

  constructor(announce) {
    this.#announce = announce;
    this.element = h(
      "section.card.stack.tight",
      { hidden: true },
      h("h2", {}, "Share"),
      h(
        "p.quiet",
        {},
        "The whole result is in the link itself; nothing is stored. Credentials are never in it, the addresses of the servers always are.",
      ),
      h("label.check", {}, this.#addresses, "Include the addresses of this device"),
      h(
        "div.row",
        {},
        h("button", { onclick: () => this.#copyLink() }, "Copy link"),
        h("button", { onclick: () => this.#copyText() }, "Copy as text"),
        h("button", { onclick: () => this.#download() }, "Download JSON"),
      ),
      this.#written,
    );
  }

  show(result) {
    this.#result = result;
    this.#written.hidden = true;
    this.element.hidden = false;
  }

  get #options() {
    return { addresses: this.#addresses.checked };
  }

  async #copyLink() {
    const link = new URL(location.href);
    link.hash = `#/ice?result=${await pack(this.#result, this.#options)}`;
    this.#link.value = String(link);
    this.#written.hidden = false;
    await this.#copy(String(link), "The link is copied.");
  }

  async #copyText() {
    await this.#copy(markdown(this.#result, this.#options), "The result is copied as text (Markdown).");
  }

  async #copy(text, done) {
    if (await copy(text)) this.#announce(done);
    else this.#announce("This browser did not let the page copy.", { urgent: true });
  }

  #download() {
    const json = { ...publicPart(this.#result, this.#options), verdict: verdict(this.#result) };
    download(
      `ice-test-${json.at.slice(0, 19).replaceAll(":", "-")}.json`,
      "application/json",
      JSON.stringify(json, null, 2),
    );
  }
}
