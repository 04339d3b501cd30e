// All rooms.

import { h } from "../app/dom.js";
import { openList } from "./list-view.js";
import { roomAddress } from "./route.js";
import { number, roles } from "./words.js";

export const title = "Rooms";

const COLUMNS = [
  {
    head: "Room",
    class: "wide",
    sort: ({ room }) => room,
    cell: ({ room, call }) => [
      h("a", { href: roomAddress(room) }, room),
      ...(call ? [" ", h("span.badge", {}, "Call")] : []),
    ],
  },
  { head: "Pattern", sort: ({ pattern }) => pattern, cell: ({ pattern }) => pattern },
  {
    head: "People",
    class: "number",
    sort: ({ participants }) => participants,
    cell: ({ participants }) => number(participants),
  },
  { head: "Roles", class: "wide", cell: ({ roles: counts }) => roles(counts) },
  { head: "Access", cell: ({ locked }) => doorBadge(locked) },
  { head: "Partition", class: "number", sort: ({ shard = 0 }) => shard, cell: ({ shard }) => String(shard ?? "") },
];

const FILTERS = [
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
];

/** Whether one may come in, in words. */
export function doorBadge(locked) {
  return h("span", { class: locked ? "badge warn" : "badge" }, locked ? "Locked" : "Open");
}

export function open(main, context) {
  const list = {
    name: "rooms",
    title,
    noun: "room",
    hint: "Name",
    columns: COLUMNS,
    filters: FILTERS,
    key: ({ tenant, room }) => `${tenant} ${room}`,
  };
  return openList(main, context, list).close;
}
