// Choosing whom to call: a field with suggestions (the combobox of the ARIA practices), and those who are chosen.

import { AS_TYPED, h } from "../dom.js";
import { findPeople } from "./past.js";
import { idOf, nameOf } from "./words.js";

const MOST = 16;
const PAUSE_MS = 150;

export class Chooser {
  /** `{user, name}` each. */
  chosen = [];
  #session;
  #announce;
  #suggested = [];
  #active = -1;
  #timer;
  #turn = 0;
  /** What may be several people: said again, it is meant as it stands there. */
  #unclear = "";
  #list = h("ul", {
    id: "people-found",
    class: "found",
    role: "listbox",
    "aria-label": "People who can be called now",
    hidden: true,
  });
  #chips = h("ul.row.chips", { "aria-label": "Whom you call", hidden: true });
  #count = h("span.unseen", { role: "status" });
  #error = h("p", { id: "person-error", class: "error", hidden: true });
  input = h("input", {
    role: "combobox",
    name: "person",
    maxlength: "255",
    ...AS_TYPED,
    "aria-autocomplete": "list",
    "aria-controls": "people-found",
    "aria-expanded": "false",
    "aria-describedby": "person-hint person-error",
    oninput: () => this.#typed(),
    onkeydown: (event) => this.#key(event),
    onclick: () => this.#look(),
    onblur: () => this.#close(),
  });

  constructor(session, announce) {
    this.#session = session;
    this.#announce = announce;
    this.element = h(
      "div.stack.tight.chooser",
      {},
      this.#chips,
      h(
        "div.row.field",
        {},
        h("label.grow", {}, "Name or id of a person", this.input),
        h("button.add", { onclick: () => this.add() }, "Add another"),
        this.#list,
      ),
      this.#count,
      this.#error,
      h(
        "p",
        { id: "person-hint", class: "quiet" },
        session.isDevelopment
          ? "The name they have signed in with. With several, it rings for all of them, and whoever answers is in the same call."
          : "Whoever is signed in is suggested. With several, it rings for all of them, and whoever answers is in the same call.",
      ),
    );
  }

  /** Takes what stands in the field, too; promises whom to call, empty if that is not clear yet. */
  async take() {
    if (this.input.value.trim()) await this.add();
    else if (this.chosen.length === 0) this.#refuse("Whom do you want to call?");
    return this.#error.hidden ? this.chosen : [];
  }

  /** Takes what stands in the field. */
  async add() {
    const text = this.input.value.trim();
    if (!text) return this.#refuse("Enter a name first.");
    const people = (await this.#find(text)) ?? [];
    const namesAreIds = this.#session.isDevelopment;
    const person =
      meant(text, people, { namesAreIds }) ?? (this.#unclear === text ? asWritten(text, namesAreIds) : null);
    this.#unclear = person ? "" : text;
    if (person) return this.choose(person);
    this.#refuse(`Several people fit. Choose one of them, or press Enter again to call “${text}”.`);
    this.#show(people);
  }

  choose(person) {
    this.#close();
    if (this.chosen.length === MOST) return this.#refuse(`A call is to at most ${MOST} people.`);
    this.#refuse("");
    this.input.value = "";
    if (!this.chosen.some(({ user }) => user === person.user)) this.chosen.push(person);
    this.#showChips();
    this.input.focus();
  }

  clear() {
    this.chosen = [];
    this.input.value = "";
    this.#refuse("");
    this.#showChips();
  }

  #refuse(text) {
    this.#error.textContent = text;
    this.#error.hidden = text === "";
    this.input.ariaInvalid = String(text !== "");
    if (text) this.input.focus();
  }

  #typed() {
    this.#refuse("");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE_MS);
  }

  async #look() {
    const turn = ++this.#turn;
    if (!this.#session.user) return;
    const people = await this.#find(this.input.value.trim());
    if (turn !== this.#turn || document.activeElement !== this.input) return;
    if (people) this.#show(people);
    else this.#close();
  }

  /** Promises those who are not chosen yet, or nothing if the service does not say who is there. */
  async #find(text) {
    if (!this.#session.user) return [];
    const people = await findPeople(this.#session, text).catch(() => null);
    return people?.filter(({ user }) => !this.chosen.some((one) => one.user === user));
  }

  #show(people) {
    this.#suggested = people;
    this.#active = -1;
    this.#list.replaceChildren(
      ...people.map((person, index) =>
        h(
          "li",
          {
            id: `found-${index}`,
            role: "option",
            "aria-selected": "false",
            onmousedown: (event) => event.preventDefault(),
            onclick: () => this.choose(person),
          },
          h("span", {}, nameOf(person)),
          h("small", {}, person.user),
        ),
      ),
    );
    this.#open(people.length > 1 || (people.length === 1 && !isExactly(people[0], this.input.value)));
    this.#tell(people.length);
  }

  /** That nobody is there is for all to see. */
  #tell(count) {
    const nobody = this.input.value.trim() || this.chosen.length > 0 ? "" : "Nobody else is here at the moment.";
    this.#count.className = count === 0 ? "quiet" : "unseen";
    this.#count.textContent = count === 0 ? nobody : count === 1 ? "One person found" : `${count} people found`;
  }

  #open(isOpen) {
    this.#list.hidden = !isOpen;
    this.input.ariaExpanded = String(isOpen);
    if (!isOpen) this.input.removeAttribute("aria-activedescendant");
  }

  #close() {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#active = -1;
    this.#count.textContent = "";
    this.#open(false);
  }

  #key(event) {
    const isOpen = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.#move(event.key === "ArrowDown" ? 1 : -1);
      else this.#look();
    } else if (event.key === "Enter" && isOpen && this.#active >= 0) {
      event.preventDefault();
      this.choose(this.#suggested[this.#active]);
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Backspace" && this.input.value === "" && this.chosen.length > 0) {
      this.#remove(this.chosen.at(-1));
    }
  }

  #move(step) {
    const count = this.#suggested.length;
    this.#active = (this.#active + step + (this.#active < 0 && step < 0 ? count + 1 : count)) % count;
    [...this.#list.children].forEach((option, index) => (option.ariaSelected = String(index === this.#active)));
    const option = this.#list.children[this.#active];
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  #remove(person) {
    this.chosen = this.chosen.filter((one) => one !== person);
    this.#showChips();
    this.#announce(`${nameOf(person)} was removed.`);
    this.input.focus();
  }

  #showChips() {
    this.#chips.hidden = this.chosen.length === 0;
    this.#chips.replaceChildren(
      ...this.chosen.map((person) =>
        h(
          "li.chip",
          {},
          nameOf(person),
          h("button", { "aria-label": `Remove ${nameOf(person)}`, onclick: () => this.#remove(person) }, "×"),
        ),
      ),
    );
  }
}

/** Whom a text means: of `people`, whom the service suggests for it, the one of that id or name, or the only one; null if it may be several. */
export function meant(text, people, { namesAreIds }) {
  const same = (one) => one?.toLocaleLowerCase() === text.toLocaleLowerCase();
  const byId = people.find(({ user }) => same(user));
  if (byId) return byId;
  const byName = people.filter(({ name }) => same(name));
  const found = byName.length > 0 ? byName : people;
  if (found.length > 1) return null;
  return found[0] ?? asWritten(text, namesAreIds);
}

const asWritten = (text, namesAreIds) => ({ user: namesAreIds ? idOf(text) : text, name: text });

/** Whether there is nothing left to complete. */
const isExactly = ({ user, name }, text) => [user, name].includes(text.trim());
