// One room: who is in it, what they negotiate, its state, its ladder, and what an administrator may do to it.

import { h } from "../app/dom.js";
import { LadderPanel } from "../app/trace/ladder-panel.js";
import { closeRoom, disconnectUser, lockRoom, removeParticipant, tellRoom, unlockRoom } from "./actions.js";
import { doorBadge, nodeColumn } from "./lists.js";
import { openPage, section } from "./page.js";
import { PagedTable } from "./paged-table.js";
import { RoomLog, roomSteps } from "./room-log.js";
import { listAddress, replayAddress } from "./route.js";
import { bytes, moment, number, person, roles, userLink } from "./words.js";

const PAGE = 50;
const GONE = 404;
const KINDS = { connected: "badge ok", failed: "badge bad", open: "badge warn" };

export function open(main, context) {
  const { api, live, name: room, status } = context;
  const stopped = new AbortController();
  const { signal } = stopped;
  const log = new RoomLog(api, room);
  const names = new Map();
  let people = 0;

  const over = h("p.notice", { role: "status", hidden: true });
  const act =
    (perform, ...about) =>
    () =>
      perform(context, room, ...about.map((one) => one()), refresh);
  const lock = h("button", { onclick: act(lockRoom) }, "Lock");
  const unlock = h("button", { onclick: act(unlockRoom), hidden: true }, "Unlock");
  const said = h("p.quiet", {});
  const facts = h("p.row", {});
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
      return { rows: answer.participants, next: answer.next, negotiations: answer.negotiations };
    },
    answered: () => {
      page.answered();
      negotiations.refresh();
    },
    failed: (error) => (error.status === GONE ? end() : fail(error)),
  });
  const called = (peer) => names.get(peer) ?? `Peer ${peer.slice(0, 6)}`;
  const negotiations = new PagedTable({
    label: "Negotiations",
    view: main,
    grows: false,
    columns: [
      { head: "Between", class: "wide", cell: ({ first, second }) => `${called(first)} – ${called(second)}` },
      { head: "Connection", cell: ({ pc }) => pc || "main" },
      { head: "State", cell: ({ state }) => h("span", { class: KINDS[state] ?? "badge" }, state) },
    ],
    key: ({ first, second, pc }) => `${first} ${second} ${pc}`,
    empty: () => "Nobody negotiates with anybody.",
    read: async () => ({ rows: table.answers.flatMap((answer) => answer.negotiations) }),
    answered: () => {},
  });
  const panel = new LadderPanel({
    read: () => roomSteps(log.events, names),
    source: () => log.events,
    name: `beckon-room-${room}`,
    empty: "Nothing has happened that is still kept.",
  });
  const there = h(
    "div.stack",
    {},
    h(
      "div.row",
      {},
      h("button", { onclick: act(tellRoom, () => people) }, "Message"),
      lock,
      unlock,
      h("button.danger", { onclick: act(closeRoom, () => people) }, "Close the room"),
    ),
    section("Participants", said, table.element),
    section("Negotiations", negotiations.element),
  );

  function show(answer) {
    const { pattern, locked, roles: counts, participants, total, call, shard, openedAt, lastAt } = answer;
    over.hidden = true;
    people = total;
    for (const { peer, ...who } of participants) names.set(peer, who.name ?? who.userName ?? who.user);
    said.textContent = Object.keys(counts).length > 1 ? `${number(people)}: ${roles(counts)}` : roles(counts);
    const about = [
      openedAt && `Opened ${moment(openedAt)}`,
      lastAt && `active ${moment(lastAt)}`,
      `${bytes(answer.bytes)} in memory`,
      `partition ${shard}`,
    ];
    facts.replaceChildren(
      doorBadge(locked),
      h("span.badge", {}, pattern),
      ...(call ? [h("span.badge", {}, "Call")] : []),
      about.filter(Boolean).join(", "),
    );
    toggle(lock, unlock, locked);
    there.hidden = false;
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

  function fail(error) {
    if (!signal.aborted) page.failed(error);
  }

  function end() {
    if (!over.hidden) return;
    over.hidden = false;
    over.textContent = people
      ? "This room is over: nobody is in it any more."
      : "There is no such room, or it is over.";
    people = 0;
    facts.replaceChildren();
    there.hidden = true;
  }

  async function refresh() {
    if (!over.hidden) return;
    await table.refresh();
    if (live.state !== "live") await log.load(signal).catch((error) => error.status === GONE || fail(error));
  }

  const page = openPage(
    main,
    { title: room, above: h("p", {}, h("a", { href: "#/rooms" }, "All rooms")), status },
    over,
    there,
    section(
      "What happened",
      h(
        "p.row",
        {},
        h("a", { href: replayAddress(room) }, "Replay from the log"),
        h("a", { href: listAddress("audit", { room }) }, "Audit records"),
      ),
      panel.element,
    ),
  );
  page.said.replaceWith(facts);
  const stops = [live.on("change", refresh), live.on("room", happened), log.on("events", () => panel.changed())];
  live.follow(room);
  refresh();
  return () => {
    live.follow(null);
    stopped.abort();
    table.close();
    negotiations.close();
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
  const action = (verb, participant, perform) =>
    h("button", { "aria-label": `${verb} ${person(participant)}`, onclick: perform }, verb);
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
    nodeColumn,
    {
      head: "",
      class: "actions two",
      cell: (participant) => [
        action("Remove", participant, () => removeParticipant(context, room, participant, refresh)),
        " ",
        action("Disconnect", participant, () => disconnectUser(context, participant, refresh)),
      ],
    },
  ];
}
