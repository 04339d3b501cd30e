// All sessions: who is signed in, on which node.

import { h } from "../app/dom.js";
import { disconnectUser } from "./actions.js";
import { openList } from "./list-view.js";
import { roomAddress } from "./route.js";
import { moment, number, person, userLink } from "./words.js";

export const title = "Sessions";
const ROOMS_SHOWN = 3;

export function roomLinks({ rooms = [] }) {
  const links = rooms
    .slice(0, ROOMS_SHOWN)
    .flatMap((room, index) => [index ? ", " : "", h("a", { href: roomAddress(room) }, room)]);
  return rooms.length > ROOMS_SHOWN ? [...links, ` and ${number(rooms.length - ROOMS_SHOWN)} more`] : links;
}

export function open(main, context) {
  const view = openList(main, context, {
    name: "sessions",
    title,
    noun: "session",
    hint: "User, session or room",
    key: ({ session }) => session,
    filters: [
      { key: "node", label: "Node", of: ({ node }) => node },
      { key: "encoding", label: "Encoding", of: ({ encoding }) => encoding },
    ],
    columns: [
      {
        head: "User",
        class: "wide",
        sort: person,
        cell: (session) => [userLink(session), h("small.code", {}, session.session)],
      },
      { head: "Rooms", class: "wide", sort: ({ rooms = [] }) => rooms.length, cell: roomLinks },
      { head: "Node", sort: ({ node }) => node, cell: ({ node }) => node },
      {
        head: "Connected",
        sort: ({ connectedAt = "" }) => connectedAt,
        cell: ({ connectedAt }) => (connectedAt ? moment(connectedAt) : ""),
      },
      { head: "Encoding", cell: ({ encoding }) => encoding },
      {
        head: "",
        class: "actions",
        cell: (session) =>
          h(
            "button",
            {
              "aria-label": `Disconnect ${person(session)}`,
              onclick: () => disconnectUser(context, session, view.refresh),
            },
            "Disconnect",
          ),
      },
    ],
  });
  return view.close;
}
