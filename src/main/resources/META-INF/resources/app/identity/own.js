// Identities that the service itself vouches for: those of development, and guests.

import { ask } from "../dialogs.js";
import { h } from "../dom.js";
import { milliseconds } from "../../client/line.js";

const tab = globalThis.sessionStorage;
const KEY = "guest";
/** Who is told to come back later than that is told so. */
const MOST_WAIT_MS = 60_000;
const ROLES = ["host", "moderator", "administer"];

/** The service signs whatever name it is given. The name is the id, too, so that others can call it. */
export class DevelopmentIdentity {
  kind = "development";

  get user() {
    const name = tab.getItem("name");
    return name ? { id: idOf(name), name } : null;
  }

  /** This tab is that person from now on; in another tab the same name is another device of the same person. */
  async signIn({ name }) {
    tab.setItem("name", name);
  }

  async signOut() {
    tab.removeItem("name");
  }

  /** Promises an access token; the error's `permanent` says that asking again is of no use. */
  async getToken() {
    const { id, name } = this.user;
    const response = await fetch("/development/token", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user: id, name, roles: ROLES }),
    }).catch(() => {
      throw new Error("The service cannot be reached.");
    });
    if (response.ok) return (await response.json()).access_token;
    const permanent = response.status < 500 && response.status !== 429;
    const text = permanent
      ? "This service does not give out development tokens."
      : "The service gives out no tokens at the moment.";
    throw Object.assign(new Error(text), { permanent });
  }
}

/** "Alice Smith" is alice-smith. */
function idOf(name) {
  return name.trim().toLocaleLowerCase("en").replace(/\s+/gu, "-");
}

/** Promises `{name}`, for `signIn`; rejects when the user does not say. */
export async function askForName() {
  const field = h("input", {
    name: "name",
    required: true,
    pattern: ".*\\S.*",
    title: "Enter a name.",
    maxlength: "64",
    autocomplete: "nickname",
    spellcheck: "false",
  });
  const name = await ask(document.body, "Who are you?", (close) => [
    h(
      "form.stack",
      { onsubmit: (event) => (event.preventDefault(), close(field.value.trim())) },
      h("label", {}, "Your name", field),
      h(
        "p.quiet",
        {},
        "This service runs for development: it believes any name. In another tab, be somebody else, or the same person on another device.",
      ),
      h(
        "div.row.end",
        {},
        h("button", { onclick: () => close() }, "Cancel"),
        h("button.primary", { type: "submit" }, "Continue"),
      ),
    ),
  ]);
  if (!name) throw new Error(""); // who cancels knows it
  return { name };
}

/** The invitation in the address, or the one that this tab came with; null if there is none. */
export function invitationHere() {
  const given = new URLSearchParams(location.hash.split("?")[1]).get("invitation");
  return given ?? kept()?.invitation ?? null;
}

const kept = () => JSON.parse(tab.getItem(KEY));

/** A guest comes by a link that somebody who is signed in has made, says a name, and may be in that one room. */
export class GuestIdentity {
  kind = "guest";
  #invitation;

  constructor(invitation) {
    this.#invitation = invitation;
    if (kept()?.invitation !== invitation) tab.removeItem(KEY);
  }

  get user() {
    const { user, name } = kept() ?? {};
    return user ? { id: user, name } : null;
  }

  /**
   * Where many come at once, some are told to come again a little later: they do.
   *
   * @param onwait told whenever it has to wait, until `signal` aborts
   */
  async signIn({ name, onwait, signal }) {
    let response = await this.#ask(name, signal);
    for (let wait = waitOf(response); wait; wait = waitOf(response)) {
      onwait?.();
      await pause(wait, signal);
      response = await this.#ask(name, signal);
    }
    if (response.status === 401) throw over();
    if (!response.ok) throw new Error("The service lets no guests in at the moment.");
    const { access_token: token, user } = await response.json();
    tab.setItem(KEY, JSON.stringify({ invitation: this.#invitation, token, user, name }));
  }

  #ask(name, signal) {
    return fetch(`/v1/guests/tokens?${new URLSearchParams({ name })}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.#invitation}` },
      signal,
    }).catch(() => {
      throw new Error("The service cannot be reached.");
    });
  }

  async signOut() {
    this.forget();
  }

  forget() {
    tab.removeItem(KEY);
  }

  /** It is as good as the invitation; there is no other one. */
  async getToken(spent) {
    const { token } = kept() ?? {};
    if (!token || token === spent) throw over();
    return token;
  }
}

/** In how many milliseconds one is to come again; undefined if one is not. */
function waitOf({ status, headers }) {
  const wait = status === 429 || status === 503 ? milliseconds(headers.get("Retry-After")) : undefined;
  return wait <= MOST_WAIT_MS ? wait : undefined;
}

function pause(wait, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, wait);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}

const over = () =>
  Object.assign(new Error("Your invitation is not good any more. Ask for another link."), { permanent: true });
