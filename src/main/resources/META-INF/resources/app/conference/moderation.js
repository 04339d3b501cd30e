// What a moderator may do.

import { h } from "../dom.js";
import { ask, confirm } from "../dialogs.js";
import { nameOf, refusal, ROLES } from "./words.js";

const BARS = [
  [0, "May come back at once"],
  [600, "Stays out for 10 minutes"],
  [3600, "Stays out for an hour"],
  [86_400, "Stays out for a day"],
];

/** What one may be asked to stop, by what is said of it. */
const MUTES = {
  microphone: ["Mute", "was asked to mute the microphone"],
  camera: ["Turn the camera off", "was asked to turn the camera off"],
  screen: ["Stop the shared screen", "was asked to stop sharing the screen"],
  hand: ["Lower the hand", "was asked to lower their hand"],
};

export class Moderation {
  #room;
  #place;
  #announce;
  #lock = h("button", { onclick: () => this.#toggleLock() });
  #close = h("button.danger", { onclick: () => this.#closeRoom() });
  #waiting = new Waiting();

  constructor(room, place, announce) {
    this.#room = room;
    this.#place = place;
    this.#announce = announce;
    this.#close.textContent = this.#isBroadcast ? "End the broadcast" : "Close the room";
    const mute = h("button", { onclick: () => this.#muteAll() }, "Mute everybody");
    this.element = h(
      "div.tools.row",
      { role: "group", "aria-label": "Moderator’s tools" },
      mute,
      this.#lock,
      !this.#isBroadcast && this.#close,
    );
    this.show();
  }

  /** Ends a broadcast, which is its hosts', too; null elsewhere. */
  get ending() {
    return this.#isBroadcast ? this.#close : null;
  }

  /** Who waits to be let in. */
  get waiting() {
    return this.#waiting.element;
  }

  get #isBroadcast() {
    return this.#room.pattern === "broadcast";
  }

  show() {
    const { locked, self, waiting } = this.#room;
    this.#lock.textContent = locked ? "Unlock the room" : "Lock the room";
    this.#close.hidden = self.role !== "moderator" && !(this.#isBroadcast && self.role === "host");
    const answer = (user, admits) => this.#do(admits ? this.#room.admit(user) : this.#room.refuse(user));
    const [first, ...others] = this.#waiting.show(self.role === "moderator" ? waiting : [], answer);
    if (first)
      this.#announce(
        others.length > 0
          ? `${others.length + 1} people would like to come in.`
          : `${nameOf(first)} would like to come in.`,
      );
  }

  /** What can be done with one person. */
  async manage(participant) {
    const name = nameOf(participant);
    const role = h(
      "select",
      {},
      this.#roles().map((value) => h("option", { value, selected: value === participant.role }, ROLES[value])),
    );
    const reason = h("input", { maxlength: "256", placeholder: "Said to the person", autocomplete: "off" });
    const bar = h(
      "select",
      {},
      BARS.map(([seconds, text]) => h("option", { value: String(seconds) }, text)),
    );
    const { peer, metadata } = participant;
    const mutes = Object.entries(MUTES).filter(([source]) => metadata?.[source]);
    const answer = await ask(this.#place, `Manage ${name}`, (close) => [
      mutes.length > 0 &&
        h(
          "div.row",
          {},
          mutes.map(([source, [label]]) => h("button", { onclick: () => close(source) }, label)),
        ),
      h(
        "form.row",
        { onsubmit: (event) => (event.preventDefault(), close("role")) },
        h("label.grow", {}, "Role", role),
        h("button", { type: "submit" }, "Change role"),
      ),
      h(
        "form.stack.tight",
        { onsubmit: (event) => (event.preventDefault(), close("remove")) },
        h("label", {}, "Reason (optional)", reason),
        h("label", {}, "Afterwards", bar),
        h(
          "div.row.end",
          {},
          h("button", { onclick: () => close() }, "Cancel"),
          h("button.danger", { type: "submit" }, `Remove ${name}`),
        ),
      ),
    ]);
    const barSeconds = Number(bar.value);
    if (answer in MUTES) await this.#do(this.#room.mute(answer, peer), `${name} ${MUTES[answer][1]}.`);
    if (answer === "role")
      await this.#do(this.#room.setRole(peer, role.value), `${name} is ${ROLES[role.value].toLowerCase()} now.`);
    if (answer === "remove")
      await this.#do(
        this.#room.kick(peer, {
          ...(reason.value.trim() && { reason: reason.value.trim() }),
          ...(barSeconds && { barSeconds }),
        }),
        `${name} was removed.`,
      );
  }

  #roles() {
    return this.#room.pattern === "broadcast"
      ? ["viewer", "host", "moderator"]
      : ["participant", "viewer", "moderator"];
  }

  #toggleLock() {
    return this.#do(this.#room.locked ? this.#room.unlock() : this.#room.lock());
  }

  #muteAll() {
    return this.#do(this.#room.mute("microphone"), "Everybody was asked to mute.");
  }

  async #closeRoom() {
    const [question, action] = this.#isBroadcast ? ["End the broadcast?", "End it"] : ["Close the room?", "Close it"];
    if (await confirm(this.#place, question, "It is over for everybody at once, and for you.", action))
      await this.#do(this.#room.close());
  }

  async #do(request, done) {
    try {
      await request;
      if (done) this.#announce(done);
    } catch (error) {
      this.#announce(`Refused: ${refusal(error)}`, { urgent: true });
    }
  }
}

const SHOWN = 3;

/** Who knocks at the room while it is locked. */
class Waiting {
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
