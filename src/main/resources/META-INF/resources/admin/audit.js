// What auditors have been told of late, of whom and what one asks for.

import { h } from "../app/dom.js";
import { openPage } from "./page.js";
import { PagedTable } from "./paged-table.js";
import { listAddress, roomAddress, userAddress } from "./route.js";
import { moment, number } from "./words.js";

/** What stands in columns of its own, or tells people nothing. */
const OWN = new Set(["tenant", "room", "actor", "node", "place", "trace"]);

/** The rest of a record, in words. */
export function details(data) {
  return Object.entries(data)
    .filter(([name]) => !OWN.has(name))
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}

const COLUMNS = [
  { head: "Time", cell: ({ time }) => moment(time) },
  { head: "What", class: "wide", cell: ({ type }) => type.replace(/^io\.beckon\.audit\.|\.v\d+$/gu, "") },
  {
    head: "Who",
    cell: ({ data: { actor } }) =>
      actor?.subject ? [h("a", { href: userAddress(actor.subject) }, actor.name ?? actor.subject)] : "",
  },
  { head: "Room", cell: ({ data: { room } }) => (room ? [h("a", { href: roomAddress(room) }, room)] : "") },
  { head: "Details", class: "wide", cell: ({ data }) => details(data) },
];

const FIELDS = { room: "Room", user: "User id", type: "What, such as call or room.locked" };

export function open(main, { api, params }) {
  const fields = Object.entries(FIELDS).map(([name, label]) => [
    label,
    h("input", { name, value: params.get(name) ?? "", autocomplete: "off", spellcheck: "false", maxlength: "200" }),
  ]);
  const wishes = () => Object.fromEntries(fields.map(([, { name, value }]) => [name, value.trim()]));
  let looked = new Map();

  const table = new PagedTable({
    label: "Audit",
    view: main,
    grows: false,
    columns: COLUMNS,
    key: ({ id }) => id,
    empty: () => "None of them is like that.",
    read: async (after, signal) => {
      const answer = await api.get(["audit"], { ...wishes(), after }, signal);
      looked.set(after, answer.looked);
      return { rows: answer.events, next: answer.next };
    },
    answered: ({ shown: rows }) => {
      page.answered();
      const all = [...looked.values()].reduce((sum, n) => sum + n, 0);
      page.said.textContent = `${number(rows)} of the newest ${number(all)} records`;
    },
    failed: (error) => page.failed(error),
  });

  function search(event) {
    event.preventDefault();
    looked = new Map();
    history.replaceState(null, "", listAddress("audit", wishes()));
    table.reset();
  }

  const page = openPage(
    main,
    { title: "Audit" },
    h(
      "form.row",
      { role: "search", onsubmit: search },
      fields.map(([label, input]) => h("label.grow", {}, label, input)),
      h("button", { type: "submit" }, "Search"),
    ),
    table.element,
  );
  page.said.role = "status";
  return () => table.close();
}
