// The form in front of a room: who one is, which room, and whether camera and microphone work.

import { DeviceCheck } from "../devices/check.js";
import { AS_TYPED, h } from "../dom.js";
import { suggestRoom } from "../home/view.js";

export class Lobby {
  #kind;
  #check;
  #name = h("input", {
    name: "name",
    required: true,
    maxlength: "64",
    autocomplete: "nickname",
    autocapitalize: "words",
    spellcheck: "false",
  });
  #room = h("input", {
    name: "room",
    required: true,
    maxlength: "128",
    ...AS_TYPED,
    "aria-describedby": "room-hint",
  });
  #role;
  #enter = h("button.primary", { type: "submit" });
  #status = h("p.status", { role: "status" });
  #error = h("p.status.error", { role: "alert" });
  #leaves = h("p.note", { role: "note" });
  #crowd = h("p.note", { role: "status" });
  #other = h("button", { hidden: true, onclick: () => this.#onother() });
  #onother;
  #devices;
  #heading;
  #farewell;

  /**
   * @param kind what is entered: `{title, about, hint, roles, upFront, sends(role), button(role)}`
   * @param wish what is known already: `{room, role, name}`
   * @param farewell why one is here again, if one is; onenter told the whole wish; onroom told the room that stands there
   */
  constructor(kind, { wish, media, begins, farewell, announce, onenter, onroom }) {
    this.#kind = kind;
    this.#name.value = wish.name;
    this.#room.value = wish.room || suggestRoom();
    this.#role = h(
      "select",
      { name: "role", onchange: () => this.#showRole() },
      Object.entries(kind.roles).map(([value, text]) => h("option", { value, selected: value === wish.role }, text)),
    );
    this.#check = new DeviceCheck(media, announce, { begins: begins && kind.sends(wish.role), isBrief: true });
    this.#devices = h("div.card", {}, h("h2.unseen", {}, "Devices"), this.#check.element);
    this.#heading = h("h1", { tabindex: "-1" }, kind.title);
    this.#farewell = h("p.note", { role: "alert" }, farewell);
    this.element = this.#build(wish, onenter);
    this.#showRole();
    this.#room.addEventListener("change", () => onroom(this.room));
  }

  get room() {
    return this.#room.value.trim();
  }

  /** How it is there, in a sentence; empty if there is nothing to say. */
  set crowd(sentence) {
    this.#crowd.textContent = sentence;
  }

  /** What the button says when one is not signed in. */
  set signIn(needed) {
    this.#enter.dataset.signIn = needed ? "yes" : "";
    this.#showRole();
  }

  /** How it stands with going in. */
  say(text) {
    this.#farewell.textContent = this.#error.textContent = "";
    this.#status.textContent = text;
  }

  /** Why one cannot go in: where one has just looked. */
  refuse(text) {
    this.say("");
    this.#error.textContent = text;
    this.#error.scrollIntoView({ block: "center" });
  }

  /** Those that one has a right to, as far as that is known. */
  set roles(roles) {
    for (const option of this.#role.options) option.hidden = option.disabled = !roles.includes(option.value);
    if (roles.includes(this.#role.value)) return;
    this.#role.value = [...this.#role.options].find(({ disabled }) => !disabled)?.value ?? this.#kind.usual;
    this.#showRole();
  }

  /** Something else that one can do now; null if there is nothing. */
  offer(text, onpress = null) {
    this.#other.hidden = onpress === null;
    this.#other.textContent = text;
    this.#onother = onpress;
    if (onpress) this.#other.scrollIntoView({ block: "nearest" });
  }

  /** What one is in meanwhile, in a sentence; empty if nothing. */
  set leaves(sentence) {
    this.#leaves.textContent = sentence;
  }

  /** While one is on the way in, it cannot be asked for again. */
  set isBusy(busy) {
    this.#enter.disabled = busy;
  }

  focus() {
    this.#heading.focus();
  }

  close() {
    this.#check.close();
    this.element.remove();
  }

  #build(wish, onenter) {
    const { about, hint, upFront, usual } = this.#kind;
    const role = h("label", {}, "Role", this.#role);
    const submit = (event) => {
      event.preventDefault();
      const [name, { room }] = [this.#name.value.trim(), this];
      if (name && room) onenter({ name, room, role: this.#role.value });
      else this.refuse("Enter your name and a room.");
    };
    const form = h(
      "form.card.stack",
      { onsubmit: submit },
      h("label", {}, "Your name", this.#name),
      h("label", {}, "Room", this.#room, h("small", { id: "room-hint" }, hint)),
      upFront ? role : h("details", { open: wish.role !== usual }, h("summary", {}, "More"), role),
      this.#crowd,
      this.#leaves,
      this.#error,
      this.#enter,
      this.#status,
      this.#other,
    );
    return h(
      "div.page.stack.lobby",
      {},
      h("div.stack.tight", {}, this.#heading, h("p.quiet", {}, about)),
      this.#farewell,
      h("div.split", {}, this.#devices, form),
    );
  }

  #showRole() {
    const role = this.#role.value;
    this.#devices.hidden = !this.#kind.sends(role);
    this.#enter.textContent = this.#enter.dataset.signIn ? "Sign in and join" : this.#kind.button(role);
  }
}
