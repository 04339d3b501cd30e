// Questions that are asked before something is done.

import { copy, h } from "./dom.js";

let made = 0;

/** A modal dialog in `place`; `build(close)` makes what is in it, the first being its heading. Resolves when it is closed, with what `close` was given. */
export function ask(place, title, build) {
  const id = `dialog-${++made}`;
  const dialog = h("dialog", { "aria-labelledby": id });
  let answer;
  const close = (value) => {
    answer = value;
    dialog.close();
  };
  dialog.append(h("div.stack", {}, h("h2", { id }, title), ...build(close).filter(Boolean)));
  place.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
  });
}

/** Resolves with whether one wants it. */
export async function confirm(place, title, text, action) {
  const answer = await ask(place, title, (close) => [
    h("p", {}, text),
    h(
      "div.row.end",
      {},
      h("button", { autofocus: true, onclick: () => close() }, "Cancel"),
      h("button.danger", { onclick: () => close(true) }, action),
    ),
  ]);
  return answer === true;
}

/** A link to send to somebody. @param inviteGuests promises `{link, expiresAt}` for those who have not signed in, if there is such a thing */
export function invite(place, link, text, inviteGuests = null) {
  const said = h("p.quiet", { role: "status" });
  const field = h("input", { readOnly: true, value: link, onfocus: ({ target }) => target.select() });
  const copyLink = async () => {
    field.select();
    said.textContent = (await copy(link)) ? "The link is copied." : "Copy the link from the field.";
  };
  const forGuests = async () => {
    try {
      const { link: other, expiresAt } = await inviteGuests();
      field.value = String(other);
      field.select();
      said.textContent = `This link lets people in who have no account, until ${new Date(expiresAt).toLocaleTimeString([], { timeStyle: "short" })}.`;
    } catch ({ message }) {
      said.textContent = message;
    }
  };
  const share = () => navigator.share({ title: document.title, url: field.value }).catch(() => {});
  return ask(place, "Invite", (close) => [
    h("p", {}, text),
    h("label", {}, "Link", field),
    said,
    h(
      "div.row.end",
      {},
      h("button", { onclick: () => close() }, "Close"),
      inviteGuests && h("button", { onclick: forGuests }, "Link for guests"),
      navigator.share && h("button", { onclick: share }, "Share …"),
      h("button.primary", { autofocus: true, onclick: copyLink }, "Copy link"),
    ),
  ]);
}
