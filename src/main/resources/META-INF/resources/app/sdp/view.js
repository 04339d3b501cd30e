// SDP checker: whether Beckon relays a description or a candidate, and what else there is to say of it.

import { h, heading, stylesheet } from "../dom.js";
import { bodyOf, check, NAMES, read } from "./check.js";
import { Findings } from "./findings.js";

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
