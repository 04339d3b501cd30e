// The question who one is, where anybody may say so.

import { h } from "../dom.js";

/** Promises `{name}`; rejects when the user does not say. */
export function askForName() {
  const field = h("input", { name: "name", required: true, maxlength: "64", autocomplete: "nickname", spellcheck: "false" });
  const dialog = h(
    "dialog",
    { class: "stack", "aria-labelledby": "sign-in-title" },
    h(
      "form",
      { method: "dialog", class: "stack" },
      h("h2", { id: "sign-in-title" }, "Who are you?"),
      h("label", {}, "Your name", field),
      h("p", { class: "quiet" }, "This service runs for development: it believes any name. In another tab, be somebody else, or the same person on another device."),
      h("div", { class: "row end" }, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), h("button", { class: "primary", value: "ok" }, "Go on")),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve, reject) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      const name = field.value.trim();
      if (dialog.returnValue === "ok" && name) resolve({ name });
      else reject(new Error("You are not signed in."));
    });
  });
}
