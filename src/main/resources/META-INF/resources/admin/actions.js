// What an administrator may do, each with its question.

import { h } from "../app/dom.js";
import { count, person } from "./words.js";

const BARS = [
  ["0", "No time at all"],
  ["600", "10 minutes"],
  ["3600", "1 hour"],
  ["86400", "1 day"],
];

async function perform({ announce }, action, done, refresh) {
  if (!(await askAndAct(action))) return;
  announce(done);
  await refresh();
}

export function removeParticipant(context, room, participant, refresh) {
  const who = person(participant);
  const bar = h(
    "select",
    { name: "bar" },
    BARS.map(([value, text]) => h("option", { value }, text)),
  );
  const action = {
    title: `Remove ${who}?`,
    says: `${who} leaves the room ${room} at once and is told the reason. Everybody else there sees them go.`,
    verb: "Remove",
    isDanger: true,
    fields: [h("label", {}, "Keep out of this room for", bar)],
    act: (reason) =>
      context.api.post(["rooms", room, "kick"], {
        peer: participant.peer,
        reason,
        ...(bar.value === "0" ? {} : { barSeconds: Number(bar.value) }),
      }),
  };
  return perform(context, action, `${who} was removed from ${room}.`, refresh);
}

export function disconnectUser(context, { user, issuer, ...names }, refresh) {
  const who = person({ user, ...names });
  const action = {
    title: `Disconnect ${who}?`,
    says: `All sessions of ${who} end at once, on all devices and nodes: they leave all rooms and calls. They may sign in again.`,
    verb: "Disconnect",
    isDanger: true,
    act: (reason) => context.api.post(["users", user, "disconnect"], { reason, issuer }),
  };
  return perform(context, action, `${who} was disconnected.`, refresh);
}

export function lockRoom(context, room, refresh) {
  const action = {
    title: `Lock ${room}?`,
    says: "Nobody else can come in, moderators excepted. Whoever is there stays, and sees that the room is locked.",
    verb: "Lock",
    act: (reason) => context.api.post(["rooms", room, "lock"], { reason }),
  };
  return perform(context, action, `${room} is locked.`, refresh);
}

export function unlockRoom(context, room, refresh) {
  const action = {
    title: `Unlock ${room}?`,
    says: "Everybody who may join can come in again.",
    verb: "Unlock",
    act: (reason) => context.api.post(["rooms", room, "unlock"], { reason }),
  };
  return perform(context, action, `${room} is open.`, refresh);
}

export function closeRoom(context, room, people, refresh) {
  const action = {
    title: `Close ${room}?`,
    says: `The room ends for everybody in it: ${count(people, "participant")}. Their calls are over. A new room of that name can be made at once.`,
    verb: "Close the room",
    isDanger: true,
    act: (reason) => context.api.post(["rooms", room, "close"], { reason }),
  };
  return perform(context, action, `${room} is closed.`, refresh);
}

export function tellRoom(context, room, people, refresh) {
  const text = h("textarea", { name: "text", rows: "3", maxlength: "2000", required: true });
  const action = {
    title: `Message to ${room}`,
    says: `Everybody in the room sees it as a message from the administrator: ${count(people, "participant")}.`,
    verb: "Send",
    fields: [h("label", {}, "Message", text)],
    check: () => (text.value.trim() ? null : "Write a message."),
    act: (reason) => context.api.post(["rooms", room, "messages"], { data: { text: text.value.trim() }, reason }),
  };
  return perform(context, action, `The message was sent to ${room}.`, refresh);
}

// The question before an action: what will happen, to whom, and why it is done.
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
  const reason = h("input", {
    name: "reason",
    autocomplete: "off",
    required: true,
    "aria-describedby": `${id}-hint ${id}-error`,
  });
  const error = h("p", { id: `${id}-error`, class: "error", role: "alert" });
  const submit = h("button", { type: "submit", class: isDanger ? "danger" : "primary" }, verb);
  const form = h(
    "form.stack",
    { noValidate: true },
    h("h2", { id }, title),
    h("p", { id: `${id}-says` }, says),
    fields,
    h("label", {}, "Reason", reason),
    h(
      "p",
      { id: `${id}-hint`, class: "quiet hint" },
      `Needed, at most ${REASON_MOST} characters. It is kept in the audit log.`,
    ),
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
