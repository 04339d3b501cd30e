// One room: who is in it, its state, its ladder, and what an administrator may do to it.

import { h } from "../app/dom.js";
import { LadderPanel } from "../app/trace/ladder-panel.js";
import { closeRoom, disconnectUser, lockRoom, removeParticipant, tellRoom, unlockRoom } from "./actions.js";
import { PagedTable } from "./paged-table.js";
import { RoomLog, roomSteps } from "./room-log.js";
import { listAddress, replayAddress } from "./route.js";
import { doorBadge } from "./rooms.js";
import { number, person, roles, userLink } from "./words.js";

export const title = "Room";

const PAGE = 50;
const GONE = 404;

export function open(main, context) {
  const { api, live, name: room, status } = context;
  const stopped = new AbortController();
  const { signal } = stopped;
  const log = new RoomLog(api, room);
  const names = new Map();
  let people = 0;

  const facts = h("p.row.facts", {});
  const trouble = h("p.notice.bad", { role: "alert", hidden: true });
  const over = h("p.notice", { role: "status", hidden: true });
  const act =
    (perform, ...about) =>
    () =>
      perform(context, room, ...about.map((one) => one()), refresh);
  const lock = h("button", { onclick: act(lockRoom) }, "Lock");
  const unlock = h("button", { onclick: act(unlockRoom), hidden: true }, "Unlock");
  const row = h("div.row", {});
  row.append(
    h("button", { onclick: act(tellRoom, () => people) }, "Message"),
    lock,
    unlock,
    h("button.danger", { onclick: act(closeRoom, () => people) }, "Close the room"),
  );
  const said = h("p.quiet", {});
  const table = new PagedTable({
    label: "Participants",
    view: main,
    grows: false,
    columns: columns(context, room, () => refresh()),
    key: ({ peer }) => peer,
    empty: () => "Nobody is in this room.",
    read: async (after, asked) => {
      const answer = await api.get(["rooms", room], { after, limit: PAGE }, asked);
      show(answer);
      return { rows: answer.participants, next: answer.next };
    },
    answered: () => (trouble.hidden = true),
    failed: (error) => (error.status === GONE ? end(error) : fail(error)),
  });
  const panel = new LadderPanel({
    read: () => roomSteps(log.events, names),
    source: () => log.events,
    name: `beckon-room-${room}`,
    empty: "Nothing has happened that is still kept.",
  });

  const participation = h(
    "section.stack.tight",
    { "aria-labelledby": "participants" },
    h("h2", { id: "participants" }, "Participants"),
    said,
    table.element,
  );

  function show({ pattern, locked, roles: counts, participants, total, shard, call }) {
    over.hidden = true;
    people = total;
    for (const { peer, ...who } of participants) names.set(peer, who.name ?? who.userName ?? who.user);
    said.textContent = Object.keys(counts).length > 1 ? `${number(people)}: ${roles(counts)}` : roles(counts);
    const place = shard === undefined ? "" : `Partition ${shard}`;
    facts.replaceChildren(
      doorBadge(locked),
      h("span.badge", {}, pattern),
      ...(call ? [h("span.badge", {}, "Call")] : []),
      h("span.quiet", {}, place),
    );
    toggle(lock, unlock, locked);
    row.hidden = participation.hidden = false;
    panel.changed();
  }

  function happened({ events }) {
    log.add(events);
    if (events.some(({ type }) => type === "room-closed")) end();
    else if (!over.hidden && events.some(({ type }) => type === "peer-joined")) {
      over.hidden = true;
      refresh();
    }
  }

  function fail({ message }) {
    if (signal.aborted) return;
    trouble.hidden = false;
    trouble.textContent = message;
  }

  function end() {
    if (!over.hidden) return;
    over.hidden = false;
    over.textContent = people
      ? "This room is over: nobody is in it any more."
      : "There is no such room, or it is over.";
    people = 0;
    facts.replaceChildren();
    row.hidden = participation.hidden = true;
  }

  async function refresh() {
    if (!over.hidden) return;
    await table.refresh();
    if (live.state !== "live") await log.load(signal).catch((error) => error.status === GONE || fail(error));
  }

  main.append(
    h(
      "div.page.wide.stack",
      {},
      h(
        "div.row.heading",
        {},
        h(
          "div.grow",
          {},
          h("p", {}, h("a", { href: "#/rooms" }, "All rooms")),
          h("h1", { tabindex: "-1" }, room),
          facts,
        ),
        status,
      ),
      over,
      trouble,
      row,
      participation,
      h(
        "section.stack.tight.happened",
        { "aria-labelledby": "happened" },
        h("h2", { id: "happened" }, "What happened"),
        h(
          "p.row",
          {},
          h("a", { href: replayAddress(room) }, "Replay from the log"),
          h("a", { href: listAddress("audit", { room }) }, "Audit records"),
        ),
        panel.element,
      ),
    ),
  );
  const stops = [live.on("change", refresh), live.on("room", happened), log.on("events", () => panel.changed())];
  live.follow(room);
  refresh();
  return () => {
    live.follow(null);
    stopped.abort();
    table.close();
    for (const stop of stops) stop();
  };
}

/** Of two buttons one is there, and gets the focus of the other. */
function toggle(lock, unlock, isLocked) {
  const [there, gone] = isLocked ? [unlock, lock] : [lock, unlock];
  const isFocused = document.activeElement === gone;
  gone.hidden = true;
  there.hidden = false;
  if (isFocused) there.focus();
}

function columns(context, room, refresh) {
  const action = (verb, kind, participant, perform) =>
    h("button", { class: kind, "aria-label": `${verb} ${person(participant)}`, onclick: perform }, verb);
  return [
    {
      head: "Participant",
      class: "wide",
      cell: (participant) => [userLink(participant), h("small.code", {}, participant.peer)],
    },
    { head: "Role", cell: ({ role }) => role },
    {
      head: "Connection",
      cell: ({ connected }) =>
        h("span", { class: connected ? "badge ok" : "badge warn" }, connected ? "Connected" : "Away"),
    },
    { head: "Node", cell: ({ node }) => node ?? "" },
    {
      head: "",
      class: "actions two",
      cell: (participant) => [
        action("Remove", null, participant, () => removeParticipant(context, room, participant, refresh)),
        " ",
        action("Disconnect", null, participant, () => disconnectUser(context, participant, refresh)),
      ],
    },
  ];
}
