// All calls: who calls whom, and what has become of it.

import { h } from "../app/dom.js";
import { openList } from "./list-view.js";
import { roomAddress } from "./route.js";
import { moment, person } from "./words.js";

export const title = "Calls";

const KINDS = { ringing: "badge warn", accepted: "badge ok" };

function callee({ state, ...who }) {
  return state ? `${person(who)}: ${state}` : person(who);
}

const COLUMNS = [
  { head: "From", class: "wide", cell: ({ from }) => person(from) },
  { head: "To", class: "wide", cell: ({ to }) => [to].flat().map(callee).join(", ") },
  { head: "State", cell: ({ state }) => h("span", { class: KINDS[state] ?? "badge" }, state) },
  { head: "Since", cell: ({ at }) => (at ? moment(at) : "") },
  { head: "Room", class: "wide", cell: ({ room }) => (room ? h("a", { href: roomAddress(room) }, room) : "") },
];

export function open(main, context) {
  return openList(main, context, { name: "calls", title, noun: "call", hint: "User or call", columns: COLUMNS, key: ({ call }) => call }).close;
}
