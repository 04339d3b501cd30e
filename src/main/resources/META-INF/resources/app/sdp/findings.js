// What the service has found, and where in the text.

import { h } from "../dom.js";
import { addressOf } from "./check.js";

/** By severity, the worst first: their heading, and how lines are marked. */
const SEVERITIES = { refused: ["Why it is refused", "bad"], warning: ["Warnings", "warn"], note: ["Notes", ""] };

export class Findings {
  #heading = h("h2", { tabindex: "-1" });
  #groups = h("div.stack", {});
  #lines = h("ol.code.lines", {});
  verdict = h("section.card.stack", { hidden: true }, this.#heading, this.#groups);
  text = h(
    "section.stack.tight",
    { hidden: true },
    h("h2", {}, "Line by line"),
    h("div.scroll", { role: "region", tabindex: "0", "aria-label": "What was checked" }, this.#lines),
  );

  /** @param text what was checked, its lines ended by \n */
  show({ accepted, findings }, text) {
    this.#heading.textContent = accepted ? "Beckon relays this" : "Beckon refuses this";
    this.#lines.replaceChildren(
      ...text.split("\n").map((line, index) =>
        this.#line(
          line,
          findings.filter((one) => one.line === index + 1),
        ),
      ),
    );
    const groups = Object.entries(SEVERITIES).map(([severity, words]) =>
      this.#group(
        words,
        findings.filter((one) => one.severity === severity),
      ),
    );
    this.#groups.replaceChildren(
      ...groups.flat(),
      findings.length === 0 ? h("p", {}, "Nothing was found that is wrong with it.") : "",
    );
    this.verdict.hidden = this.text.hidden = false;
    this.verdict.scrollIntoView({ block: "nearest" });
    this.#heading.focus({ preventScroll: true });
  }

  hide() {
    this.verdict.hidden = this.text.hidden = true;
  }

  #group([heading], findings) {
    return findings.length === 0
      ? []
      : [
          h("h3", {}, `${heading} (${findings.length})`),
          h(
            "ul.findings",
            {},
            findings.map((one) => this.#finding(one)),
          ),
        ];
  }

  #finding({ line, message, text, section, rule }) {
    const address = addressOf(section);
    return h(
      "li",
      {},
      line ? h("button.link", { onclick: () => this.#goTo(line) }, `Line ${line}`) : h("span.quiet", {}, "All of it"),
      h(
        "div",
        {},
        h("p", {}, message),
        text ? h("p", {}, h("code", {}, text)) : null,
        h(
          "p.quiet",
          {},
          address ? h("a", { href: address, target: "_blank", rel: "noreferrer" }, section) : section,
          section ? " · " : "",
          rule,
        ),
      ),
    );
  }

  #goTo(line) {
    const element = this.#lines.children[line - 1];
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
  }

  #line(text, findings) {
    const worst = Object.keys(SEVERITIES).find((severity) => findings.some((one) => one.severity === severity));
    if (!worst) return h("li", {}, text);
    return h(
      "li",
      { tabindex: "-1" },
      h("mark", { class: SEVERITIES[worst][1] }, text || " "),
      h("span.unseen", {}, ` (${worst})`),
    );
  }
}
