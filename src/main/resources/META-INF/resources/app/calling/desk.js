// Where one calls from: whom, how the last call ended, and the calls before that.

import { h } from "../dom.js";
import { engagement, wouldLeave } from "../engagement.js";
import { Chooser } from "./chooser.js";
import { Recent } from "./recent.js";
import { duration, listed, nameOf } from "./words.js";

export class Desk {
  #session;
  #telephone;
  #announce;
  #chooser;
  #recent;
  #offs;
  #camera = h("input", { type: "checkbox", name: "camera", checked: true });
  #result = h("section.card.stack.tight.result", { "aria-labelledby": "result-title", hidden: true });
  #absent = h(
    "div.card.row",
    { hidden: true },
    h("p.grow", {}, "You are not signed in: nobody can call you here."),
    h("button", { onclick: () => this.#signIn() }, "Sign in"),
  );
  #leaves = h("p.note", { role: "note" });
  #notice = h("div.row", {});

  constructor(session, telephone, announce) {
    this.#session = session;
    this.#telephone = telephone;
    this.#announce = announce;
    this.#chooser = new Chooser(session, announce);
    this.#recent = new Recent(session, (people) => this.#dial(people));
    const refresh = () => this.#refresh();
    this.#offs = ["signed-in", "connected"].map((type) => session.on(type, refresh));
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.element = h(
      "div.page.narrow.stack.desk",
      {},
      h("h1", { tabindex: "-1" }, "Call a person"),
      this.#result,
      this.#absent,
      h(
        "form.card.stack",
        { onsubmit: submit },
        this.#chooser.element,
        this.#leaves,
        h("label.check", {}, this.#camera, "With my camera"),
        h("button.primary", { type: "submit" }, "Call"),
      ),
      this.#notice,
      this.#recent.element,
    );
    this.#offs.push(engagement.on("change", () => this.#showLeaves()));
    document.addEventListener("visibilitychange", refresh);
    this.#offs.push(() => document.removeEventListener("visibilitychange", refresh));
  }

  /** @param result how the last call ended, if there was one */
  show(result) {
    this.#refresh();
    this.#result.hidden = !result;
    if (!result) return;
    const { text, advice, people, milliseconds } = result;
    const heading = h("h2", { id: "result-title", tabindex: "-1" }, text);
    const more =
      milliseconds === null ? advice : `The call with ${listed(people.map(nameOf))} lasted ${duration(milliseconds)}.`;
    this.#result.replaceChildren(
      heading,
      h("p.quiet.status", {}, more),
      h(
        "div.row",
        {},
        h("button", { onclick: () => this.#dial(people) }, "Call again"),
        h("button.link", { onclick: () => this.#dismiss() }, "Dismiss"),
      ),
    );
    heading.focus();
  }

  /** A remark in place of a result. */
  tell(text) {
    this.#result.hidden = false;
    this.#result.replaceChildren(h("h2", { id: "result-title", tabindex: "-1" }, text));
  }

  prefill(person) {
    this.#chooser.input.value = person;
  }

  close() {
    for (const off of this.#offs) off();
  }

  #dismiss() {
    this.#telephone.dismiss();
    this.#result.hidden = true;
    this.#chooser.input.focus();
  }

  #refresh() {
    this.#absent.hidden = this.#session.user !== null;
    this.#recent.refresh();
    this.#showNotice();
    this.#showLeaves();
  }

  #showLeaves() {
    this.#leaves.textContent = wouldLeave("call");
  }

  async #signIn() {
    await this.#session.signIn().catch(({ message }) => this.#announce(message, { urgent: true }));
    this.#refresh();
  }

  async #submit() {
    try {
      await this.#session.signIn();
    } catch (error) {
      return this.#announce(error.message, { urgent: true });
    }
    const people = await this.#chooser.take();
    if (people.length > 0) this.#dial(people);
  }

  #dial(people) {
    this.#telephone.dial(people, { camera: this.#camera.checked });
    this.#chooser.clear();
  }

  #showNotice() {
    const permission = globalThis.Notification?.permission;
    const ask = async () => {
      await Notification.requestPermission();
      this.#showNotice();
      this.#notice.firstChild.focus();
    };
    const remark = {
      granted: "Calls are shown by your device, too, while this page is in the background.",
      denied:
        "Notifications are blocked. Allow them in the address bar to see calls while this tab is in the background.",
    }[permission];
    const text =
      remark ??
      (permission === "default"
        ? "Keep this page open to be called. Your device can tell you while it is in the background."
        : "Keep this page open to be called.");
    this.#notice.replaceChildren(
      h("p.quiet.grow", { tabindex: "-1" }, text),
      permission === "default" ? h("button", { onclick: ask }, "Notify me of calls") : "",
    );
  }
}
