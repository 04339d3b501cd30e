// All rooms, sessions and calls: what is shown of each, and what may be done.

import { h } from "../app/dom.js";
import { disconnectUser, endCall } from "./actions.js";
import { openList } from "./list-view.js";
import { roomAddress } from "./route.js";
import { bytes, moment, nodeName, number, person, roles, userLink } from "./words.js";

const ROOMS_SHOWN = 3;
const KINDS = { ringing: "badge warn", accepted: "badge ok" };

const roomLink = (room) => h("a", { href: roomAddress(room) }, room);
const callees = ({ to }) => [to].flat();
/** An instant that may not be known. */
const time = (head, key) => ({
  head,
  sort: (row) => row[key] ?? "",
  cell: (row) => (row[key] ? moment(row[key]) : ""),
});

const action = (verb, what, act) => ({
  head: "",
  class: "actions",
  cell: (row) => h("button", { "aria-label": `${verb} ${what(row)}`, onclick: () => act(row) }, verb),
});

/** Whether one may come in, in words. */
export function doorBadge(locked) {
  return h("span", { class: locked ? "badge warn" : "badge" }, locked ? "Locked" : "Open");
}

export function roomLinks({ rooms = [] }) {
  const links = rooms.slice(0, ROOMS_SHOWN).flatMap((room, index) => [index ? ", " : "", roomLink(room)]);
  return rooms.length > ROOMS_SHOWN ? [...links, ` and ${number(rooms.length - ROOMS_SHOWN)} more`] : links;
}

export const nodeColumn = { head: "Node", sort: ({ node }) => node ?? "", cell: ({ node }) => nodeName(node) };
export const connectedColumn = time("Connected", "connectedAt");

const ROOMS = {
  title: "Rooms",
  noun: "room",
  hint: "Name",
  key: ({ tenant, room }) => `${tenant} ${room}`,
  columns: () => [
    {
      head: "Room",
      class: "wide",
      sort: ({ room }) => room,
      cell: ({ room, call }) => [roomLink(room), ...(call ? [" ", h("span.badge", {}, "Call")] : [])],
    },
    { head: "Pattern", sort: ({ pattern }) => pattern, cell: ({ pattern }) => pattern },
    { head: "People", sort: ({ participants }) => participants, cell: ({ participants }) => number(participants) },
    { head: "Roles", class: "wide", cell: ({ roles: counts }) => roles(counts) },
    { head: "Access", cell: ({ locked }) => doorBadge(locked) },
    time("Opened", "openedAt"),
    time("Active", "lastAt"),
    { head: "Memory", sort: (room) => room.bytes, cell: (room) => bytes(room.bytes) },
  ],
  filters: [
    { key: "pattern", label: "Pattern", of: ({ pattern }) => pattern },
    {
      key: "access",
      label: "Access",
      of: ({ locked }) => (locked ? "locked" : "open"),
      words: { locked: "Locked", open: "Open" },
    },
    {
      key: "kind",
      label: "Kind",
      of: ({ call }) => (call ? "call" : "room"),
      words: { call: "Calls", room: "Other rooms" },
    },
  ],
};

const SESSIONS = {
  title: "Sessions",
  noun: "session",
  hint: "User, session or room",
  key: ({ session }) => session,
  columns: (context, refresh) => [
    {
      head: "User",
      class: "wide",
      sort: person,
      cell: (session) => [userLink(session), h("small.code", {}, session.session)],
    },
    { head: "Rooms", class: "wide", sort: ({ rooms = [] }) => rooms.length, cell: roomLinks },
    nodeColumn,
    connectedColumn,
    { head: "Encoding", cell: ({ encoding }) => encoding },
    action("Disconnect", person, (session) => disconnectUser(context, session, refresh)),
  ],
  filters: [
    { key: "node", label: "Node", of: ({ node }) => node },
    { key: "encoding", label: "Encoding", of: ({ encoding }) => encoding },
  ],
};

export const CALLS = {
  title: "Calls",
  noun: "call",
  hint: "User or call",
  key: ({ call }) => call,
  columns: (context, refresh) => [
    { head: "From", class: "wide", sort: ({ from }) => person(from), cell: ({ from }) => [userLink(from)] },
    {
      head: "To",
      class: "wide",
      sort: (call) => person(callees(call)[0]),
      cell: (call) =>
        callees(call).flatMap(({ state, ...who }, index) => [
          index ? ", " : "",
          userLink(who),
          state ? `: ${state}` : "",
        ]),
    },
    {
      head: "State",
      sort: ({ state }) => state,
      cell: ({ state }) => h("span", { class: KINDS[state] ?? "badge" }, state),
    },
    time("Since", "at"),
    { head: "Room", class: "wide", cell: ({ room }) => (room ? roomLink(room) : "") },
    action(
      "End",
      ({ from }) => `the call of ${person(from)}`,
      (call) => endCall(context, call, refresh),
    ),
  ],
  filters: [{ key: "state", label: "State", of: ({ state }) => state }],
};

const LISTS = { rooms: ROOMS, sessions: SESSIONS, calls: CALLS };

export function open(main, context) {
  const list = LISTS[context.list];
  const view = openList(main, context, {
    ...list,
    name: context.list,
    columns: list.columns(context, () => view.refresh()),
  });
  return view.close;
}
