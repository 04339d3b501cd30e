// Who is in the room, raised hands first.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { nameOf, ROLES } from "./words.js";

const SHOWN = 200;

/** The raised hands among participants, the longest raised first. */
export function raised(participants) {
  return participants
    .filter(({ metadata }) => typeof metadata?.hand === "number")
    .sort((a, b) => a.metadata.hand - b.metadata.hand);
}

export class People {
  #list = h("ul", { "aria-label": "People" });
  #more = h("p.quiet", {});
  #tools;
  #manage;

  /** @param tools what a moderator has besides; manage opens what can be done with a person, or null */
  constructor({ tools, manage }) {
    this.#tools = tools;
    this.#manage = manage;
    this.element = h("section.people", { "aria-label": "People" }, this.#list, this.#more, tools);
  }

  /** Unless it is closed. @param usual the role that need not be said; ratings by peer, as far as they are known */
  show({ self, others, usual, isModerator, ratings }) {
    if (this.element.hidden) return;
    const all = [self, ...others];
    const hands = raised(all);
    const ordered = [...hands, ...all.filter((one) => !hands.includes(one))];
    const focused = document.activeElement?.closest?.("[data-person]")?.dataset.person;
    this.#list.replaceChildren(
      ...ordered
        .slice(0, SHOWN)
        .map((one) =>
          this.#row(one, { self, usual, isModerator, hand: hands.indexOf(one) + 1, rating: ratings.get(one.peer) }),
        ),
    );
    if (focused) this.#list.querySelector(`[data-person="${focused}"] button`)?.focus();
    this.#more.textContent = ordered.length > SHOWN ? `and ${ordered.length - SHOWN} more` : "";
    this.#tools.hidden = !isModerator;
  }

  #row(participant, { self, usual, isModerator, hand, rating }) {
    const { role, metadata, peer } = participant;
    const isSelf = peer === self.peer;
    const name = nameOf(participant);
    const row = h(
      "li",
      {},
      h("span.who", {}, isSelf ? `${name} (you)` : name),
      h(
        "span.marks",
        {},
        hand > 0 && h("span.badge.warn", {}, `Hand ${hand}`),
        role !== usual && h("span.badge", {}, ROLES[role] ?? role),
        metadata?.microphone === false && role !== "viewer" && icon("microphone", "muted"),
        rating && h("span", { class: `badge ${{ good: "ok", fair: "warn", poor: "bad" }[rating]}` }, rating),
      ),
      isModerator &&
        !isSelf &&
        h("button", { "aria-label": `Manage ${name}`, onclick: () => this.#manage(participant) }, "Manage"),
    );
    row.dataset.person = peer;
    return row;
  }
}
