// The question before an action: what will happen, to whom, and why it is done.

import { h } from "../app/dom.js";

const REASON_MOST = 256;
let asked = 0;

/** What is wrong with a reason, or null. Characters are Unicode's code points. */
export function wrongWith(reason) {
  const length = [...reason.trim()].length;
  if (length === 0) return "Say why: a reason is needed.";
  return length > REASON_MOST ? `At most ${REASON_MOST} characters; this has ${length}.` : null;
}

/**
 * Asks, and acts if the answer is yes; it stays open as long as the service refuses.
 *
 * @param action.title the question
 * @param action.says what will happen
 * @param action.verb on the button that does it
 * @param action.isDanger whether it takes something away from somebody
 * @param action.fields further labels with their inputs, put before the reason
 * @param action.check says what is wrong with those, or null
 * @param action.act does it for a reason
 * @returns {Promise<boolean>} whether it was done
 */
export function askAndAct({ title, says, verb, isDanger = false, fields = [], check = () => null, act }) {
  const id = `action-${++asked}`;
  const reason = h("input", { name: "reason", autocomplete: "off", required: true, "aria-describedby": `${id}-hint ${id}-error` });
  const error = h("p", { id: `${id}-error`, class: "error", role: "alert" });
  const submit = h("button", { type: "submit", class: isDanger ? "danger" : "primary" }, verb);
  const form = h(
    "form.stack",
    { noValidate: true },
    h("h2", { id }, title),
    h("p", { id: `${id}-says` }, says),
    fields,
    h("label", {}, "Reason", reason),
    h("p", { id: `${id}-hint`, class: "quiet hint" }, `Needed, at most ${REASON_MOST} characters. It is kept in the audit log.`),
    error,
    h("div.row.end", {}, h("button", { onclick: () => dialog.close() }, "Cancel"), submit),
  );
  const dialog = h("dialog", { "aria-labelledby": id, "aria-describedby": `${id}-says` }, form);
  let isDone = false;

  async function send(event) {
    event.preventDefault();
    if (submit.disabled) return;
    const wrong = check() ?? wrongWith(reason.value);
    reason.ariaInvalid = String(wrongWith(reason.value) !== null);
    error.textContent = wrong ?? "";
    if (wrong) return void (wrongWith(reason.value) ? reason : form.querySelector("input, textarea")).focus();
    submit.disabled = true;
    try {
      await act(reason.value.trim());
      isDone = true;
      dialog.close();
    } catch ({ message }) {
      error.textContent = `Not done. ${message}`;
    }
    submit.disabled = false;
  }

  form.addEventListener("submit", send);
  document.body.append(dialog);
  dialog.showModal();
  (form.querySelector("label :is(input, textarea, select)") ?? reason).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (document.activeElement === document.body) document.querySelector("#view h1")?.focus();
      resolve(isDone);
    });
  });
}
