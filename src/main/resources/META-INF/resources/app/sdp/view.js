// SDP checker: whether Beckon relays a description or a candidate, and what else there is to say of it.

import { h, heading, stylesheet } from "../dom.js";
import { addressOf, bodyOf, check, NAMES, read } from "./check.js";

export const title = "SDP checker";

const DRAFT = "sdp";
const area = (rows) => h("textarea.code", { rows, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });

export async function open(main, { session }) {
  await stylesheet("app/ice/ice.css");
  const { form, findings } = new Checker(session);
  main.append(
    h(
      "div.page.wide.stack.ice",
      {},
      heading(
        title,
        "Would Beckon relay this description or candidate? Says all that is wrong with it, on which line, and which RFC says so. Nothing of it is kept.",
      ),
      h("div.beside", {}, form, findings.verdict),
      findings.text,
    ),
  );
}

class Checker {
  #session;
  #pasted = area("14");
  #offer = area("5");
  #offerPart = h("label", { hidden: true }, "The offer that it answers, if you have it", this.#offer);
  #found = h("option", { value: "" });
  #type = h(
    "select",
    { onchange: () => this.#look() },
    this.#found,
    Object.entries(NAMES).map(([value, name]) => h("option", { value }, name)),
  );
  #problem = h("p.error", { role: "alert" });
  #turn = 0;
  findings = new Findings();
  form = h(
    "form.card.stack",
    { onsubmit: (event) => this.#check(event) },
    h("label", {}, "Description or candidate", this.#pasted),
    h("label", {}, "Read it as", this.#type),
    this.#offerPart,
    this.#problem,
    h("div.row", {}, h("button.primary", { type: "submit" }, "Check")),
  );

  constructor(session) {
    this.#session = session;
    this.#pasted.required = true;
    this.#pasted.value = sessionStorage.getItem(DRAFT) ?? "";
    sessionStorage.removeItem(DRAFT);
    this.#pasted.addEventListener("input", () => this.#look());
    this.#look();
  }

  /** What there is to be checked; shows what it is taken for. */
  #look() {
    const { type, text } = read(this.#pasted.value);
    this.#found.textContent = text ? `What it looks like: ${NAMES[type].toLowerCase()}` : "What it looks like";
    const wanted = this.#type.value || type;
    this.#offerPart.hidden = !wanted.endsWith("answer");
    return { type: wanted, text, offer: read(this.#offer.value).text };
  }

  async #check(event) {
    event.preventDefault();
    const turn = ++this.#turn;
    const input = this.#look();
    this.#problem.textContent = "";
    this.findings.hide();
    if (!this.#session.user) sessionStorage.setItem(DRAFT, this.#pasted.value); // to sign in may take one away from this page
    try {
      await this.#session.signIn();
      const result = await check(this.#session, bodyOf(input));
      if (turn === this.#turn) this.findings.show(result, input.text);
    } catch ({ message }) {
      if (turn === this.#turn) this.#problem.textContent = message;
    }
    sessionStorage.removeItem(DRAFT);
  }
}

// What the service has found, and where in the text.
/** By severity, the worst first: their heading, and how lines are marked. */
const SEVERITIES = { refused: ["Why it is refused", "bad"], warning: ["Warnings", "warn"], note: ["Notes", ""] };

class Findings {
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
