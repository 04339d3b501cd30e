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

export class Moderation {
  #room;
  #place;
  #announce;
  #lock = h("button", { onclick: () => this.#toggleLock() });
  #close = h("button.danger", { onclick: () => this.#closeRoom() }, "Close the room");

  constructor(room, place, announce) {
    this.#room = room;
    this.#place = place;
    this.#announce = announce;
    this.element = h("div.tools.row", { role: "group", "aria-label": "Moderator’s tools" }, this.#lock, this.#close);
    this.show();
  }

  show() {
    this.#lock.textContent = this.#room.locked ? "Unlock the room" : "Lock the room";
  }

  /** What can be done with one person. */
  async manage(participant) {
    const name = nameOf(participant);
    const role = h("select", {}, this.#roles().map((value) => h("option", { value, selected: value === participant.role }, ROLES[value])));
    const reason = h("input", { maxlength: "256", placeholder: "Said to the person", autocomplete: "off" });
    const bar = h("select", {}, BARS.map(([seconds, text]) => h("option", { value: String(seconds) }, text)));
    const answer = await ask(this.#place, `Manage ${name}`, (close) => [
      h("form.row", { onsubmit: (event) => (event.preventDefault(), close("role")) }, h("label.grow", {}, "Role", role), h("button", { type: "submit" }, "Change role")),
      h("form.stack.tight", { onsubmit: (event) => (event.preventDefault(), close("remove")) }, h("label", {}, "Reason (optional)", reason), h("label", {}, "Afterwards", bar), h("div.row.end", {}, h("button", { onclick: () => close() }, "Cancel"), h("button.danger", { type: "submit" }, `Remove ${name}`))),
    ]);
    const { peer } = participant;
    const barSeconds = Number(bar.value);
    if (answer === "role") await this.#do(this.#room.setRole(peer, role.value), `${name} is ${ROLES[role.value].toLowerCase()} now.`);
    if (answer === "remove") await this.#do(this.#room.kick(peer, { ...(reason.value.trim() && { reason: reason.value.trim() }), ...(barSeconds && { barSeconds }) }), `${name} was removed.`);
  }

  #roles() {
    return this.#room.pattern === "broadcast" ? ["viewer", "host", "moderator"] : ["participant", "viewer", "moderator"];
  }

  #toggleLock() {
    return this.#do(this.#room.locked ? this.#room.unlock() : this.#room.lock());
  }

  async #closeRoom() {
    if (await confirm(this.#place, "Close the room?", "Everybody is out of the call at once, and so are you.", "Close it")) await this.#do(this.#room.close());
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
