// Questions that are asked before something is done.

import { h } from "./dom.js";

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
