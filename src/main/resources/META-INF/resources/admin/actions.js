// What an administrator may do, each with its question.

import { h } from "../app/dom.js";
import { askAndAct } from "./action-dialog.js";
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
  const bar = h("select", { name: "bar" }, BARS.map(([value, text]) => h("option", { value }, text)));
  const action = {
    title: `Remove ${who}?`,
    says: `${who} leaves the room ${room} at once and is told the reason. Everybody else there sees them go.`,
    verb: "Remove",
    isDanger: true,
    fields: [h("label", {}, "Keep out of this room for", bar)],
    act: (reason) => context.api.post(["rooms", room, "kick"], { peer: participant.peer, reason, ...(bar.value === "0" ? {} : { barSeconds: Number(bar.value) }) }),
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
