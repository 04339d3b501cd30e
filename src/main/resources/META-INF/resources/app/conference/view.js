// `#/conference?room=…`: everybody sees everybody.

import { enterRooms } from "./entrance.js";

export const title = "Conference";

export function open(main, context) {
  return enterRooms(main, context, {
    title,
    about: "Everybody in the room sees and hears everybody else.",
    hint: "Whoever enters the same room is in the call.",
    path: "conference",
    roles: {
      participant: "Participant",
      moderator: "Moderator: removes people, locks the room",
      viewer: "Viewer: sees and hears only",
    },
    usual: "participant",
    preset: () => "participant",
    sends: (role) => role !== "viewer",
    button: () => "Join the call",
  });
}
