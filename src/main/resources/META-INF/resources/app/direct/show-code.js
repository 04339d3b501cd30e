// Shows a code: as a QR code, as text to copy, as a link to send.

import { h } from "../dom.js";
import { qrCode } from "./qr.js";

/** @param {import("./code.js").Code} code; @param {string} [link] that opens it @param {string} label of the QR code */
export function showCode({ code, link, label, announce }) {
  const text = h("textarea", { readOnly: true, rows: "5", class: "code", onfocus: () => text.select() });
  text.value = code.text;
  const picture = h("div", { class: "picture" });
  qrCode(link ? [link, code.dense] : [code.dense], label).then(
    (svg) => picture.append(svg),
    () => picture.append(h("p", { class: "quiet" }, "The QR code cannot be drawn here. Copy the code instead.")),
  );
  const copy = async (what, value) => {
    try {
      await navigator.clipboard.writeText(value);
      announce(`The ${what} is copied.`);
    } catch {
      text.focus();
      announce(`The ${what} cannot be copied for you: select it and copy it.`, { urgent: true });
    }
  };
  const share = () => navigator.share({ title: "Beckon", ...(link ? { url: link } : { text: code.text }) }).catch(() => {});
  return h(
    "div",
    { class: "split" },
    picture,
    h(
      "div",
      { class: "stack" },
      h("label", {}, "Or send it as text", text),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", onclick: () => copy("code", code.text) }, "Copy the code"),
        link ? h("button", { type: "button", onclick: () => copy("link", link) }, "Copy a link") : null,
        navigator.share ? h("button", { type: "button", onclick: share }, "Share") : null,
      ),
      h("p", { class: "quiet" }, "Only for the one person you want to talk to: the code says where your device can be reached, and lets whoever has it in. It is good for this one call."),
    ),
  );
}
