// All calls: who calls whom, and what has become of it.

import { h } from "../app/dom.js";
import { openList } from "./list-view.js";
import { roomAddress } from "./route.js";
import { moment, person, userLink } from "./words.js";

export const title = "Calls";

const KINDS = { ringing: "badge warn", accepted: "badge ok" };

const callees = ({ to }) => [to].flat();

function calleeLinks(call) {
  return callees(call).flatMap(({ state, ...who }, index) => [
    index ? ", " : "",
    userLink(who),
    state ? `: ${state}` : "",
  ]);
}

export const COLUMNS = [
  { head: "From", class: "wide", sort: ({ from }) => person(from), cell: ({ from }) => [userLink(from)] },
  { head: "To", class: "wide", sort: (call) => person(callees(call)[0]), cell: calleeLinks },
  {
    head: "State",
    sort: ({ state }) => state,
    cell: ({ state }) => h("span", { class: KINDS[state] ?? "badge" }, state),
  },
  { head: "Since", sort: ({ at = "" }) => at, cell: ({ at }) => (at ? moment(at) : "") },
  { head: "Room", class: "wide", cell: ({ room }) => (room ? h("a", { href: roomAddress(room) }, room) : "") },
];

const FILTERS = [{ key: "state", label: "State", of: ({ state }) => state }];

export function open(main, context) {
  return openList(main, context, {
    name: "calls",
    title,
    noun: "call",
    hint: "User or call",
    columns: COLUMNS,
    filters: FILTERS,
    key: ({ call }) => call,
  }).close;
}
