// All rooms.

import { h } from "../app/dom.js";
import { openList } from "./list-view.js";
import { roomAddress } from "./route.js";
import { number, roles } from "./words.js";

export const title = "Rooms";

const COLUMNS = [
  { head: "Room", class: "wide", cell: ({ room, call }) => [h("a", { href: roomAddress(room) }, room), ...(call ? [" ", h("span.badge", {}, "Call")] : [])] },
  { head: "Pattern", cell: ({ pattern }) => pattern },
  { head: "People", class: "number", cell: ({ participants }) => number(participants) },
  { head: "Roles", class: "wide", cell: ({ roles: counts }) => roles(counts) },
  { head: "Access", cell: ({ locked }) => doorBadge(locked) },
  { head: "Partition", class: "number", cell: ({ shard }) => String(shard ?? "") },
];

/** Whether one may come in, in words. */
export function doorBadge(locked) {
  return h("span", { class: locked ? "badge warn" : "badge" }, locked ? "Locked" : "Open");
}

export function open(main, context) {
  const list = { name: "rooms", title, noun: "room", hint: "Name", columns: COLUMNS, key: ({ tenant, room }) => `${tenant} ${room}` };
  return openList(main, context, list).close;
}
