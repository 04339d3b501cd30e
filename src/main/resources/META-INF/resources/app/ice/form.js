// What to test: the deployment's servers or one's own, and whether to send packets through them.

import { h } from "../dom.js";
import { megabytes } from "./relay.js";
import { readRows } from "./servers.js";

const SECONDS = [2, 5, 10, 30];
const USUAL_SECONDS = 5;

let numbered = 0;

/** The form; what is typed into it stays in it. */
export class ServersForm {
  #rows = [];
  #own = h("input", { type: "radio", name: "which", value: "own", onchange: () => this.#show() });
  #list = h("div.stack", {});
  #ownPart = h(
    "div.stack",
    { hidden: true },
    this.#list,
    h("div", {}, h("button", { onclick: () => this.#add().focus() }, "Add a server")),
    h("p.quiet", {}, "What you enter stays in this tab and is sent to these servers only."),
  );
  #relays = h("input", { type: "checkbox", checked: true, onchange: () => this.#tellCost() });
  #seconds = h(
    "select",
    { onchange: () => this.#tellCost() },
    SECONDS.map((one) => h("option", { value: one, selected: one === USUAL_SECONDS }, `${one} seconds`)),
  );
  #cost = h("p.quiet", {});
  #fields;
  element;

  /** @param button starts and stops */
  constructor(button, onsubmit) {
    const deployment = h("input", {
      type: "radio",
      name: "which",
      value: "deployment",
      checked: true,
      onchange: () => this.#show(),
    });
    this.#fields = h(
      "fieldset.plain.stack",
      {},
      h("legend", {}, h("h2", {}, "What to test")),
      h(
        "div",
        {},
        h("label.check", {}, deployment, "The servers of this deployment"),
        h("label.check", {}, this.#own, "Servers of my own"),
      ),
      this.#ownPart,
      h(
        "div.row",
        {},
        h("label.check", {}, this.#relays, "Relay check: send packets through each TURN server"),
        h("label.seconds", {}, h("span.unseen", {}, "Length of the relay check"), this.#seconds),
      ),
      this.#cost,
    );
    this.element = h(
      "form.card.stack",
      { novalidate: "", autocomplete: "off", onsubmit: (event) => this.#submit(event, onsubmit) },
      this.#fields,
      h("div.row", {}, button),
    );
    this.#add();
    this.#tellCost();
  }

  set disabled(isDisabled) {
    this.#fields.disabled = isDisabled;
  }

  #submit(event, onsubmit) {
    event.preventDefault();
    const relaySeconds = this.#relays.checked ? +this.#seconds.value : 0;
    if (!this.#own.checked) return onsubmit({ relaySeconds });
    const { servers, problems = [] } = readRows(this.#rows.map((row) => row.value));
    this.#rows.forEach((row, index) => row.tell(problems.filter((one) => one.row === index)));
    if (servers) return onsubmit({ relaySeconds, servers });
    return this.#list.querySelector('[aria-invalid="true"]').focus();
  }

  #show() {
    this.#ownPart.hidden = !this.#own.checked;
  }

  #tellCost() {
    this.#seconds.disabled = !this.#relays.checked;
    const cost = `It costs each TURN server about ${megabytes(+this.#seconds.value).toFixed(1)} MB of traffic (at most 1 Mbit/s), and uses the same amount of your data.`;
    this.#cost.textContent = this.#relays.checked
      ? cost
      : "Only addresses are gathered: whether packets pass a TURN server remains open.";
  }

  #add() {
    const row = new Row(() => this.#remove(row));
    this.#rows.push(row);
    this.#list.append(row.element);
    this.#number();
    return row;
  }

  #remove(row) {
    this.#rows = this.#rows.filter((one) => one !== row);
    row.element.remove();
    this.#number();
    this.#rows[0].focus();
  }

  #number() {
    this.#rows.forEach((row, index) => row.number(index + 1, this.#rows.length > 1));
  }
}

/** One server with its addresses and credentials. */
class Row {
  #fields = {
    urls: h("textarea", {
      rows: 2,
      placeholder: "turn:turn.example.org:3478?transport=udp",
      spellcheck: "false",
      autocapitalize: "off",
    }),
    username: h("input", { type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "off" }),
    credential: h("input", { type: "password", autocomplete: "new-password" }),
  };
  #legend = h("legend", {});
  #remove;

  constructor(onremove) {
    const { urls, username, credential } = this.#fields;
    this.#remove = h("button.link", { onclick: onremove });
    this.element = h(
      "fieldset.server.stack.tight",
      {},
      this.#legend,
      labelled(
        "Addresses, one per line",
        urls,
        "stun:, turn: or turns:, with ?transport=udp or ?transport=tcp where wanted",
      ),
      h("div.split", {}, labelled("User name", username), labelled("Credential", credential)),
      h("div", {}, this.#remove),
    );
  }

  get value() {
    return Object.fromEntries(
      Object.entries(this.#fields).map(([name, { value }]) => [name, name === "credential" ? value : value.trim()]),
    );
  }

  tell(problems) {
    for (const [name, field] of Object.entries(this.#fields)) {
      const problem = problems.find((one) => one.field === name);
      field.parentElement.querySelector(".error").textContent = problem?.text ?? "";
      if (problem) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  number(number, isRemovable) {
    this.#legend.textContent = `Server ${number}`;
    this.#remove.textContent = `Remove server ${number}`;
    this.#remove.hidden = !isRemovable;
  }

  focus() {
    this.#fields.urls.focus();
  }
}

function labelled(text, field, hint) {
  const id = `ice-field-${++numbered}`;
  field.id = id;
  field.setAttribute("aria-describedby", hint ? `${id}-hint ${id}-error` : `${id}-error`);
  return h(
    "div.field",
    {},
    h("label", { for: id }, text),
    field,
    hint ? h("small", { id: `${id}-hint` }, hint) : null,
    h("span", { id: `${id}-error`, class: "error" }),
  );
}
