// The development identity: the service signs whatever name it is given. The name is the id, too, so that others can call it.

import { ask } from "../dialogs.js";
import { h } from "../dom.js";

const tab = globalThis.sessionStorage;
const ROLES = ["host", "moderator", "administer"];

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
