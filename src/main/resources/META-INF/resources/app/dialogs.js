// Questions that are asked before something is done.

import { h } from "./dom.js";

let made = 0;

/** A modal dialog in `place`; `build(close)` makes what is in it below its heading, and below what it says, if anything. Resolves when it is closed, with what `close` was given. */
export function ask(place, title, build, says) {
  const id = `dialog-${++made}`;
  const text = says && h("p", { id: `${id}-text` }, says);
  const dialog = h("dialog", { "aria-labelledby": id, "aria-describedby": text?.id });
  let answer;
  const close = (value) => {
    answer = value;
    dialog.close();
  };
  dialog.append(h("div.stack", {}, h("h2", { id }, title), text, ...build(close).filter(Boolean)));
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
  const build = (close) => [
    h(
      "div.row.end",
      {},
      h("button", { autofocus: true, onclick: () => close() }, "Cancel"),
      h("button.danger", { onclick: () => close(true) }, action),
    ),
  ];
  return (await ask(place, title, build, text)) === true;
}
