// Who knocks at the room while it is locked, for its moderators.

import { h } from "../dom.js";
import { nameOf } from "./words.js";

const SHOWN = 3;

export class Waiting {
  #known = new Set();
  element = h("section.waiting", { "aria-label": "Waiting to come in", hidden: true });

  /**
   * @param knockers as the room has them
   * @param answer does what a moderator says: a user's id, and whether to admit
   * @return those who were not there before
   */
  show(knockers, answer) {
    const fresh = knockers.filter(({ user }) => !this.#known.has(user));
    this.#known = new Set(knockers.map(({ user }) => user));
    this.element.hidden = knockers.length === 0;
    const more = knockers.length - SHOWN;
    this.element.replaceChildren(
      ...knockers.slice(0, SHOWN).map((knocker) => row(knocker, answer)),
      ...(more > 0 ? [h("p.quiet", {}, `and ${more} more`)] : []),
    );
    return fresh;
  }
}

/** Whoever calls himself something is shown with the name that he is signed in by, too. */
function row(knocker, answer) {
  const { user, userName } = knocker;
  const name = nameOf(knocker);
  const known = userName === name ? "" : ` (${userName})`;
  return h(
    "div.row",
    {},
    h("span.grow", {}, h("b", {}, name), `${known} would like to come in.`),
    h("button.primary", { "aria-label": `Admit ${name}`, onclick: () => answer(user, true) }, "Admit"),
    h("button", { "aria-label": `Refuse ${name}`, onclick: () => answer(user, false) }, "Refuse"),
  );
}
