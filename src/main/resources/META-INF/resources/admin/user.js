// One user: sessions, the rooms that they are in, calls, and what an administrator may do.

import { h } from "../app/dom.js";
import { disconnectUser } from "./actions.js";
import { CALLS, connectedColumn, nodeColumn, roomLinks } from "./lists.js";
import { openPage, section } from "./page.js";
import { PagedTable } from "./paged-table.js";
import { listAddress, roomAddress } from "./route.js";
import { count, moment, person } from "./words.js";

const PAGE = 500;
const SESSIONS = [
  { head: "Session", class: "wide", cell: ({ session }) => [h("span.code", {}, session)] },
  { head: "Rooms", class: "wide", cell: roomLinks },
  nodeColumn,
  connectedColumn,
  { head: "Token ends", cell: ({ expiresAt }) => (expiresAt ? moment(expiresAt) : "") },
];

export function open(main, context) {
  const { api, live, name: user, status } = context;
  const rooms = h("ul.plain", {});
  const noRooms = h("p.empty", {}, "In no room.");
  let known = { user };
  const disconnect = h(
    "button.danger",
    { hidden: true, onclick: () => disconnectUser(context, known, refresh) },
    "Disconnect",
  );

  /** The lists are searched by text; those of others whose ids or names have it in them are left out. */
  function table(label, name, columns, { isOf, key, empty, seen = () => {} }) {
    return new PagedTable({
      label,
      view: main,
      grows: false,
      columns,
      key,
      empty: () => empty,
      read: async (after, signal) => {
        const answer = await api.get([name], { q: user, after, limit: PAGE }, signal);
        const rows = answer[name].filter(isOf);
        seen(rows);
        return { rows, next: answer.next };
      },
      answered: () => page.answered(),
      failed: (error) => page.failed(error),
    });
  }

  function showUser(sessions) {
    disconnect.hidden = sessions.length === 0;
    if (sessions.length > 0) {
      known = sessions[0];
      page.heading.textContent = person(known);
      page.said.textContent = `${known.issuer}, ${count(sessions.length, "session")}`;
    } else {
      page.said.textContent = "Not connected";
    }
    const names = [...new Set(sessions.flatMap(({ rooms: all = [] }) => all))].sort();
    noRooms.hidden = names.length > 0;
    rooms.replaceChildren(...names.map((room) => h("li", {}, h("a", { href: roomAddress(room) }, room))));
  }

  async function refresh() {
    await Promise.all([sessions.refresh(), calls.refresh()]);
  }

  const sessions = table("Sessions", "sessions", SESSIONS, {
    isOf: (one) => one.user === user,
    key: ({ session }) => session,
    empty: "No session is connected.",
    seen: showUser,
  });
  const calls = table("Calls", "calls", CALLS.columns(context, refresh), {
    isOf: ({ from, to }) => [from, ...[to].flat()].some((one) => one.user === user),
    key: CALLS.key,
    empty: "In no call that is going on.",
  });
  const page = openPage(
    main,
    { title: user, status },
    h("div.row", {}, disconnect, h("a", { href: listAddress("audit", { user }) }, "Audit records")),
    section("Sessions", sessions.element),
    section("Rooms", rooms, noRooms),
    section("Calls", calls.element),
  );
  const stop = live.on("change", refresh);
  return () => {
    stop();
    sessions.close();
    calls.close();
  };
}
