// What one sees from dialing until somebody answers.

import { h, show } from "../dom.js";
import { listed, nameOf } from "./words.js";

const PATIENCE_MS = 5000;
const STEPS = {
  dialing: ["Calling …", "Looking for their devices."],
  ringing: ["Ringing …", "It rings on all their devices. The first answer wins."],
  answering: ["Answering …", "Just a moment."],
  returning: ["Coming back …", "The page was loaded again."],
  accepted: ["Accepted", "Connecting. If the browser asks for camera and microphone, allow them."],
};
const ROWS = {
  waiting: ["Waiting", ""],
  ringing: ["Ringing", "ok"],
  accepted: ["Accepted", "ok"],
  declined: ["Declined", "bad"],
  busy: ["Busy", "warn"],
  "no-answer": ["No answer", "warn"],
};

export class Progress {
  #people;
  #heading = h("h1", { tabindex: "-1" });
  #step = h("p.quiet", { role: "status" });
  #remark = h("p.quiet.status", { role: "status" });
  #rows = new Map();
  #video = h("video", { autoplay: true, muted: true, playsInline: true, "aria-label": "What your camera sees" });
  #media;
  #off;
  #timer;

  constructor({ people, media, cancel }) {
    this.#people = people;
    this.#media = media;
    this.#off = media.on("change", () => this.#showSelf());
    show(this.#video, media.stream);
    this.element = h(
      "div.page.narrow.stack.progress",
      {},
      this.#heading,
      this.#step,
      people.length > 1 ? this.#list() : null,
      this.#remark,
      h("div.row", {}, h("button.danger", { onclick: cancel }, "Cancel")),
      this.#video,
    );
    this.#showSelf();
  }

  say(step) {
    const [state, text] = STEPS[step];
    const names = listed(this.#people.map(nameOf));
    this.#heading.textContent = step === "ringing" || step === "dialing" ? `Calling ${names}` : names;
    this.#step.replaceChildren(h("strong", {}, state), ` ${text}`);
    clearTimeout(this.#timer);
    if (step === "dialing")
      this.#timer = setTimeout(
        () =>
          (this.#remark.textContent =
            "This takes longer than usual. Whoever calls very often has to wait for up to a minute."),
        PATIENCE_MS,
      );
    else this.#remark.textContent = "";
  }

  /** One of several. */
  row(user, state, reason) {
    const place = this.#rows.get(user);
    if (!place) return;
    const [label, type] = ROWS[state];
    place.replaceChildren(
      h("span", { class: `badge ${type}` }, label),
      ...(reason ? [h("small", {}, `“${reason}”`)] : []),
    );
  }

  connection(state) {
    if (state === "reconnecting")
      this.#remark.textContent = "The connection to the service is interrupted. Connecting again …";
    else if (state === "connected") this.#remark.textContent = "";
  }

  close() {
    clearTimeout(this.#timer);
    this.#off();
    show(this.#video, null);
    this.element.remove();
  }

  #list() {
    const list = h("ul.card.stack.tight.called", { "aria-label": "Who is called" });
    for (const person of this.#people) {
      const place = h("span.row", {});
      this.#rows.set(person.user, place);
      list.append(h("li.row", {}, h("span.grow", {}, nameOf(person)), place));
      this.row(person.user, "waiting");
    }
    return list;
  }

  #showSelf() {
    this.#video.hidden = !this.#media.isOn("camera");
  }
}
