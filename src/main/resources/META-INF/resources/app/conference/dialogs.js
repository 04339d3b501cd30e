// Questions that are asked before something is done.

import { h } from "../dom.js";

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
  dialog.append(h("div", { class: "stack" }, h("h2", { id }, title), ...build(close)));
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
    h("div", { class: "row end" }, h("button", { type: "button", autofocus: true, onclick: () => close() }, "Cancel"), h("button", { type: "button", class: "danger", onclick: () => close(true) }, action)),
  ]);
  return answer === true;
}

/** A link to send to somebody. */
export function invite(place, link, text) {
  const said = h("p", { class: "quiet", role: "status" });
  const field = h("input", { readOnly: true, value: link, onfocus: ({ target }) => target.select() });
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(link);
      said.textContent = "The link is copied.";
    } catch {
      said.textContent = "Copy the link from the field.";
    }
  };
  const share = () => navigator.share({ title: document.title, url: link }).catch(() => {});
  return ask(place, "Invite", (close) => [
    h("p", {}, text),
    h("label", {}, "Link", field),
    said,
    h("div", { class: "row end" }, h("button", { type: "button", onclick: () => close() }, "Close"), navigator.share && h("button", { type: "button", onclick: share }, "Share …"), h("button", { type: "button", class: "primary", autofocus: true, onclick: copy }, "Copy link")),
  ]);
}
