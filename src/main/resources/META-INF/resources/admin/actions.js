// What an administrator may do, each with its question.

import { ask } from "../app/dialogs.js";
import { h } from "../app/dom.js";
import { count, person } from "./words.js";

const BARS = [
  ["0", "No time at all"],
  ["600", "10 minutes"],
  ["3600", "1 hour"],
  ["86400", "1 day"],
];

/** Asks, does it for a reason, and says that it was done; see `askAndAct`. `path` is where the order goes, `more` gives what it says beside the reason. */
async function perform({ api, announce }, refresh, { path, done, more = () => ({}), ...question }) {
  const act = (reason) => api.post(path, { ...more(), reason });
  if (!(await askAndAct({ ...question, act }))) return;
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
  return perform(context, refresh, {
    title: `Remove ${who}?`,
    says: `${who} leaves the room ${room} at once and is told the reason. Everybody else there sees them go.`,
    verb: "Remove",
    isDanger: true,
    fields: [h("label", {}, "Keep out of this room for", bar)],
    path: ["rooms", room, "kick"],
    more: () => ({ peer: participant.peer, barSeconds: Number(bar.value) }),
    done: `${who} was removed from ${room}.`,
  });
}

export function disconnectUser(context, { user, issuer, ...names }, refresh) {
  const who = person({ user, ...names });
  return perform(context, refresh, {
    title: `Disconnect ${who}?`,
    says: `All sessions of ${who} end at once, on all devices and nodes: they leave all rooms and calls, and are told the reason. They may sign in again.`,
    verb: "Disconnect",
    isDanger: true,
    path: ["users", user, "disconnect"],
    more: () => ({ issuer }),
    done: `${who} was disconnected.`,
  });
}

export function endCall(context, { call, from, to }, refresh) {
  const all = [from, ...[to].flat()].map(person).join(", ");
  return perform(context, refresh, {
    title: "End this call?",
    says: `It ends at once for all who are in it, and rings no more: ${all}.`,
    verb: "End the call",
    isDanger: true,
    path: ["calls", call, "end"],
    done: "The call was ended.",
  });
}

export function lockRoom(context, room, refresh) {
  return perform(context, refresh, {
    title: `Lock ${room}?`,
    says: "Nobody else can come in, moderators excepted. Whoever is there stays, and sees that the room is locked.",
    verb: "Lock",
    path: ["rooms", room, "lock"],
    done: `${room} is locked.`,
  });
}

export function unlockRoom(context, room, refresh) {
  return perform(context, refresh, {
    title: `Unlock ${room}?`,
    says: "Everybody who may join can come in again.",
    verb: "Unlock",
    path: ["rooms", room, "unlock"],
    done: `${room} is open.`,
  });
}

export function closeRoom(context, room, people, refresh) {
  return perform(context, refresh, {
    title: `Close ${room}?`,
    says: `The room ends for everybody in it: ${count(people, "participant")}. Their calls are over. A new room of that name can be made at once.`,
    verb: "Close the room",
    isDanger: true,
    path: ["rooms", room, "close"],
    done: `${room} is closed.`,
  });
}

export function tellRoom(context, room, people, refresh) {
  const text = h("textarea", { name: "text", rows: "3", maxlength: "2000", required: true });
  return perform(context, refresh, {
    title: `Message to ${room}`,
    says: `Everybody in the room sees it as a message from the administrator: ${count(people, "participant")}.`,
    verb: "Send",
    fields: [h("label", {}, "Message", text)],
    check: () => (text.value.trim() ? null : "Write a message."),
    path: ["rooms", room, "messages"],
    more: () => ({ data: { text: text.value.trim() } }),
    done: `The message was sent to ${room}.`,
  });
}

// The question before an action: what will happen, to whom, and why it is done.
const REASON_MOST = 256;

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
async function askAndAct({ title, says, verb, isDanger = false, fields = [], check = () => null, act }) {
  const reason = h("input", {
    name: "reason",
    autocomplete: "off",
    required: true,
    "aria-describedby": "reason-hint reason-error",
  });
  const error = h("p", { id: "reason-error", class: "error", role: "alert" });
  const submit = h("button", { type: "submit", class: isDanger ? "danger" : "primary" }, verb);
  const form = h("form.stack", { noValidate: true });

  async function send(event, close) {
    event.preventDefault();
    if (submit.disabled) return;
    const wrongReason = wrongWith(reason.value);
    const wrong = check() ?? wrongReason;
    reason.ariaInvalid = String(wrongReason !== null);
    error.textContent = wrong ?? "";
    if (wrong) return void (wrongReason ? reason : form.querySelector("input, textarea")).focus();
    submit.disabled = true;
    try {
      await act(reason.value.trim());
      close(true);
    } catch ({ message }) {
      error.textContent = `Not done. ${message}`;
    }
    submit.disabled = false;
  }

  function build(close) {
    form.addEventListener("submit", (event) => send(event, close));
    form.append(
      ...fields,
      h("label", {}, "Reason", reason),
      h(
        "p",
        { id: "reason-hint", class: "quiet hint" },
        `Needed, at most ${REASON_MOST} characters. It is kept in the audit log.`,
      ),
      error,
      h("div.row.end", {}, h("button", { onclick: () => close() }, "Cancel"), submit),
    );
    return [form];
  }

  const isDone = await ask(document.body, title, build, says);
  if (document.activeElement === document.body) document.querySelector("#view h1")?.focus();
  return isDone === true;
}
