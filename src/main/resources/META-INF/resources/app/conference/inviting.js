// How others are invited: by the room's link, and by one for people who have not signed in.

import { ask } from "../dialogs.js";
import { copy, h } from "../dom.js";

/** The link for guests: one of each tab, until it is withdrawn or has ended. */
export class Guests {
  #session;
  #invitation;
  #onchange;
  /** `{id, invitation, expiresAt}`, or null. */
  made;

  /** @param invitation gives the room's address; made what this tab had before a reload; onchange told when that is another one */
  constructor(session, { room, invitation, made = null, onchange }) {
    Object.assign(this, { room, made });
    this.#session = session;
    this.#invitation = invitation;
    this.#onchange = onchange;
  }

  get link() {
    if (!this.made || Date.parse(this.made.expiresAt) < Date.now()) return null;
    const link = this.#invitation();
    link.hash += `&invitation=${this.made.invitation}`;
    return link;
  }

  /** Promises when it ends, in words. */
  async make() {
    if (!this.link) await this.#ask("POST", {}, async (response) => (this.made = await response.json()));
    return new Date(this.made.expiresAt).toLocaleTimeString([], { timeStyle: "short" });
  }

  withdraw() {
    return this.#ask("DELETE", { invitation: this.made.id }, () => (this.made = null));
  }

  async #ask(method, more, then) {
    const query = new URLSearchParams({ room: this.room, ...more });
    const response = await this.#session.fetch(`/v1/guests?${query}`, { method });
    if (!response.ok)
      throw new Error(
        response.status === 403
          ? "Only hosts and moderators may invite guests."
          : "The service cannot do it at the moment, try again.",
      );
    await then(response);
    this.#onchange();
  }
}

/** A link to send to somebody. @param guests `{link, make(), withdraw()}` of one for those who have not signed in, if there is such a thing; `link` is null until it is made */
export function invite(place, link, text, guests = null) {
  const said = h("p.quiet", { role: "status" });
  const field = h("input", { readOnly: true, value: link, onfocus: ({ target }) => target.select() });
  const show = (url, what) => {
    field.value = String(url);
    field.select();
    said.textContent = what;
    withdraw.hidden = !guests?.link;
  };
  const copyLink = async () => {
    field.select();
    said.textContent = (await copy(field.value)) ? "The link is copied." : "Copy the link from the field.";
  };
  const attempt = (action) => () => action().catch(({ message }) => (said.textContent = message));
  const forGuests = attempt(async () => {
    const until = await guests.make();
    show(guests.link, `This link lets people in who have no account, until ${until}.`);
  });
  const undo = attempt(async () => {
    await guests.withdraw();
    show(link, "The link for guests is withdrawn. Whoever came by it is out.");
  });
  const withdraw = h("button.danger", { hidden: !guests?.link, onclick: undo }, "Withdraw the link for guests");
  const share = () => navigator.share({ title: document.title, url: field.value }).catch(() => {});
  return ask(place, "Invite", (close) => [
    h("p", {}, text),
    h("label", {}, "Link", field),
    said,
    h(
      "div.row.end",
      {},
      h("button", { onclick: () => close() }, "Close"),
      withdraw,
      guests && h("button", { onclick: forGuests }, "Link for guests"),
      navigator.share && h("button", { onclick: share }, "Share …"),
      h("button.primary", { autofocus: true, onclick: copyLink }, "Copy link"),
    ),
  ]);
}
