// `#/broadcast?room=…`: all see the hosts, the hosts are written to.

import { enterRooms } from "../conference/entrance.js";

export const title = "Broadcast";

export function open(main, context) {
  return enterRooms(main, context, {
    title,
    about: "Viewers see and hear the hosts, and write to them. They do not see each other.",
    hint: "Host and viewers enter the same room.",
    path: "broadcast",
    pattern: "broadcast",
    roles: {
      viewer: "Viewer: watches",
      host: "Host: is seen by all",
      moderator: "Moderator: removes people, locks the room",
    },
    usual: "viewer",
    upFront: true,
    preset: (params) => (params.get("room") ? "viewer" : "host"),
    sends: (role) => role !== "viewer",
    button: (role) => ({ viewer: "Watch", host: "Start the broadcast", moderator: "Join the broadcast" })[role],
  });
}
