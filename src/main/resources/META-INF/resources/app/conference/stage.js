// A room on the page: everybody's picture, chat, people, and the buttons. Works for any room that one has joined.

import { PeerConnections } from "../../client/beckon.js";
import { adjust } from "../../client/media/encodings.js";
import { OwnPart } from "../../client/media/own.js";
import { Watch } from "../../client/media/watch.js";
import { Chat, textOf } from "../chat.js";
import { DeviceCheck } from "../devices/check.js";
import { dress, h } from "../dom.js";
import { ask } from "../dialogs.js";
import { icon } from "../icons.js";
import { invite } from "./inviting.js";
import { Moderation } from "./moderation.js";
import { Panels } from "./panels.js";
import { People, raised } from "./people.js";
import { Pictures } from "./pictures.js";
import { showDetails } from "./quality.js";
import { Sight } from "./sight.js";
import { Toolbar } from "./toolbar.js";
import { count, farewell, nameOf, roleNow } from "./words.js";

export { Guests } from "./inviting.js";

const CROWD = 20;
const STOPPED = {
  microphone: "has muted you",
  camera: "has turned your camera off",
  screen: "has stopped your shared screen",
  hand: "has lowered your hand",
};

/**
 * Shows `room` in `main` until one is out of it.
 *
 * @param options.media what one sends, which is the stage's from now on; whoever only watches lets go of it
 * @param options.session whose `peers` are from now on those of the stage
 * @param options.title the heading, the room's name if left out
 * @param options.invitation a link for others, if there is one; guests as `invite` takes it
 * @param options.leaveLabel what stands on the button that leaves, "Leave" if left out
 * @param options.leave what the button does, leaving the room if left out
 * @param options.onleave told `{reason, text}` once one is out and the stage is gone, `text` empty if one wanted it
 */
export function openStage(main, options) {
  return new Stage(main, options);
}

class Stage {
  #main;
  #room;
  #options;
  #media;
  #own;
  #pictures;
  #watch;
  #moderation;
  #people;
  #chat;
  #panels;
  #toolbar = new Toolbar();
  #sight = new Sight((shown) => (this.#own.shown = shown));
  #layout = h(
    "button.layout",
    { hidden: true, title: "Speaker view", onclick: () => this.#changeLayout() },
    icon("layout"),
    h("span", {}, "Speaker view"),
  );
  #hands = new Set();
  #viewers = null;
  #ending = new AbortController();
  #isBlocked = false;
  #status = h("p.status", { role: "status" });
  #note = h("p.note", { role: "note", hidden: true });
  #count = h("p.quiet.count-of-people", {});
  #devices = h("button", { onclick: () => this.#showDevices() }, "Devices");
  #locked = h("span.badge.warn", { hidden: true }, icon("lock"), h("span", {}, "Locked"));
  #view = h("div.stage", {});

  constructor(main, options) {
    const { room, media, announce } = options;
    this.#main = main;
    this.#room = room;
    this.#options = options;
    this.#media = media;
    if (this.#watches) media.release();
    this.peers = options.session.peers = new PeerConnections(room, { stream: media.stream });
    this.#own = new OwnPart(room, this.peers, media);
    this.#pictures = new Pictures({
      room,
      peers: this.peers,
      own: this.#own,
      media,
      sight: this.#sight,
      onquality: (id) => this.#showQuality(id),
      onblocked: () => this.#waitForTap(),
    });
    this.#watch = new Watch(this.peers, media, {
      onspeaking: (id, yes) => this.#pictures.speaks(id, yes),
      onquality: () => this.#showQualities(),
    });
    this.#moderation = new Moderation(room, this.#view, announce);
    this.#people = new People({ tools: this.#moderation.element, manage: (one) => this.#moderation.manage(one) });
    this.#chat = new Chat({
      send: (text) => room.message({ text }),
      announce,
      keptAs: "chat",
    });
    this.#panels = new Panels(this.#toolbar, { chat: this.#chat, people: this.#people }, () => this.#panelOpened());
    this.#build();
    this.#listen();
    this.#showRole();
    this.#showOwn();
    this.#showAll();
    this.#showLock();
    if (room.isBack) this.#chat.recall();
  }

  /** Ends it without telling `onleave`; one leaves the room. */
  close() {
    if (this.#ending.signal.aborted) return;
    this.#end();
    if (this.#room.state !== "left") this.#goAway();
  }

  get #watches() {
    return this.#room.self.role === "viewer";
  }

  get #isBroadcast() {
    return this.#room.pattern === "broadcast";
  }

  #build() {
    const { title = this.#room.name, invitation, guests } = this.#options;
    const heading = h("h1", { tabindex: "-1" }, title);
    this.#addButtons();
    this.#panels.show();
    this.#view.append(
      h(
        "header.bar",
        {},
        h("div.what", {}, heading, this.#locked, this.#count),
        this.#moderation.ending,
        this.#layout,
        this.#devices,
        invitation &&
          h(
            "button",
            {
              onclick: () => invite(this.#view, String(invitation), "Whoever opens this link can come in.", guests),
            },
            "Invite",
          ),
      ),
      h("div.remarks", {}, this.#moderation.waiting, this.#status, this.#note),
      this.#pictures.element,
      this.#panels.element,
      this.#toolbar.element,
    );
    this.#main.replaceChildren(this.#view);
    dress(this.#view, "app/devices/devices.css", "app/conference/conference.css");
    heading.focus({ preventScroll: true });
  }

  #addButtons() {
    const toolbar = this.#toolbar;
    toolbar.add("microphone", { label: "Microphone", key: "M", press: () => this.#own.toggle("microphone") });
    toolbar.add("camera", { label: "Camera", key: "V", press: () => this.#own.toggle("camera") });
    toolbar.add("screen", { label: "Share screen", key: "S", press: () => this.#own.toggleScreen() });
    toolbar.add("hand", { label: "Raise hand", key: "H", press: () => this.#own.toggleHand() });
    toolbar.add("chat", { label: "Chat", key: "C", press: () => this.#panels.toggle("chat") });
    toolbar.add("people", { label: "People", key: "P", press: () => this.#panels.toggle("people") });
    toolbar.add("leave", { label: this.#options.leaveLabel ?? "Leave", type: "danger", press: () => this.leave() });
    toolbar.listen(this.#ending.signal);
    this.#talkWhileHeld();
  }

  #talkWhileHeld() {
    const media = this.#media;
    const begin = () => {
      if (media.isOn("microphone")) return false;
      media.turn("microphone", true);
      return true;
    };
    const end = () => media.turn("microphone", false);
    this.#toolbar.hold("microphone", "Speak while muted", { begin, end }, this.#ending.signal);
  }

  /** What there is for whom: those who only watch have nothing to send. */
  #showRole() {
    const [watches, toolbar] = [this.#watches, this.#toolbar];
    for (const name of ["microphone", "camera"]) toolbar.hide(name, watches);
    toolbar.hide("screen", watches || !navigator.mediaDevices?.getDisplayMedia);
    toolbar.hide("people", this.#isBroadcast && watches);
    this.#devices.hidden = watches;
    this.#chat.placeholder = this.#isBroadcast && watches ? "Write to the host" : "Write a message";
  }

  #listen() {
    const { session, announce } = this.#options;
    const { signal } = this.#ending;
    const on = (source, listeners) =>
      Object.entries(listeners).forEach(([type, listener]) => source.on(type, listener, { signal }));
    on(this.peers, {
      state: ({ peer }) => this.#show(peer),
      track: ({ peer }) => this.#show(peer),
      error: (problem) => this.#problem(problem),
    });
    on(this.#room, {
      "peer-joined": ({ peer }) => this.#came(peer),
      "peer-updated": ({ peer }) => this.#updated(peer),
      "peer-left": ({ peer }) => this.#gone(peer),
      resumed: () => this.#showAll(),
      roster: () => this.#showAll(),
      rejoined: () => this.#rejoined(),
      left: (end) => this.#left(end),
      message: ({ from, data }) => this.#heard(from, textOf(data)),
      "room-stats": ({ counts }) => this.#counted(counts),
      "mute-requested": ({ from, source }) => this.#asked(from, source),
      knocks: () => this.#moderation.show(),
      "room-locked": () => this.#lockChanged(),
      "room-unlocked": () => this.#lockChanged(),
    });
    on(session, { state: (change) => this.#connectionChanged(change) });
    for (const type of ["pointerup", "keyup"]) document.addEventListener(type, () => this.#tapped(), { signal });
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#pictures.routeAll(), { signal });
    on(this.#own, { change: () => this.#showOwn(), problem: ({ message }) => announce(message, { urgent: true }) });
  }

  /** As its button does. */
  leave() {
    this.#end();
    this.#goAway();
    this.#options.onleave?.({ reason: "left", text: "" });
  }

  #left(end) {
    this.#end();
    this.#options.onleave?.({ reason: end.reason, text: farewell(end) });
  }

  async #goAway() {
    const { leave = () => this.#room.leave() } = this.#options;
    try {
      await leave();
    } catch {
      // out of it in the meantime
    }
  }

  #end() {
    this.#ending.abort();
    this.#watch.close();
    this.#sight.close();
    if (this.#room.state !== "left") this.peers.close();
    this.#own.close();
    this.#pictures.close();
    this.#chat.forget();
    this.#view.remove();
  }

  /** Whoever looks there need not be told in passing. */
  #panelOpened() {
    this.#options.announce("");
    this.#showPeople();
  }

  #say(text) {
    const said = text || (this.#isBlocked ? "Click or tap anywhere to hear the others." : "");
    if (this.#status.textContent !== said) this.#status.textContent = said;
  }

  #connectionChanged({ state, reason, retryInMs }) {
    if (state === "connected") return this.#showPeople();
    if (state === "closed") return;
    this.#say(
      retryInMs === undefined
        ? "Connecting …"
        : `${reason} Trying again ${retryInMs < 1500 ? "now" : `in ${Math.round(retryInMs / 1000)} s`} …`,
    );
  }

  #came(peer) {
    this.#show(peer.peer);
    if (this.#room.participants.size <= CROWD) this.#options.announce(`${nameOf(peer)} joined.`);
  }

  /** Names are gone with the participants, so tiles are asked. */
  #gone(peer) {
    const name = this.#pictures.nameOf(peer);
    this.#showAll();
    if (name && this.#room.participants.size < CROWD) this.#options.announce(`${name} left.`);
  }

  #updated({ peer }) {
    const before = this.#hands;
    if (peer === this.#room.self.peer) this.#roleChanged();
    this.#show(peer);
    const participant = this.#room.participants.get(peer);
    if (this.#hands.has(peer) && !before.has(peer)) this.#options.announce(`${nameOf(participant)} raised a hand.`);
  }

  #roleChanged() {
    this.#showRole();
    this.#showOwn();
    this.#moderation.show();
    for (const dialog of this.#view.querySelectorAll("dialog")) dialog.close(); // it may be for other roles
    this.#options.announce(roleNow(this.#room.self.role), { urgent: true });
  }

  #rejoined() {
    this.#showRole();
    this.#showAll();
    this.#showLock();
    this.#chat.add("Beckon", "The connection was away for too long. You have joined again.", "notice");
    this.#options.announce("You have joined again.");
  }

  #showLock() {
    this.#locked.hidden = !this.#room.locked;
    this.#moderation.show();
  }

  #lockChanged() {
    this.#showLock();
    this.#options.announce(this.#room.locked ? "The room is locked: nobody else comes in." : "The room is open again.");
  }

  #asked(from, source) {
    const by = nameOf(this.#room.participants.get(from));
    if (this.#own.obey(source)) this.#options.announce(`${by} ${STOPPED[source]}.`, { urgent: true });
  }

  #heard(from, text) {
    const isAdministrator = from === "administrator";
    const author = isAdministrator ? "Administrator" : nameOf(this.#room.participants.get(from));
    this.#chat.add(author, text, isAdministrator ? "notice" : undefined);
    if (this.#panels.wrote()) this.#options.announce(`${author}: ${text}`);
  }

  #problem({ peer, message, cause, retrying }) {
    console.info("negotiation", message, cause);
    if (!retrying)
      this.#options.announce(
        `The connection to ${nameOf(this.#room.participants.get(peer))} has a problem: ${message}`,
        { urgent: true },
      );
  }

  #show(peer) {
    this.#pictures.show(peer);
    this.#showPeople();
  }

  #showAll() {
    this.#pictures.showAll();
    this.#showPeople();
  }

  #showOwn() {
    const { metadata, screen, hasHandUp } = this.#own;
    this.#pictures.showSelf();
    for (const device of ["microphone", "camera"]) {
      const title = this.#media.problems[device] ?? `Turn the ${device} ${metadata[device] ? "off" : "on"}`;
      this.#toolbar.press(device, metadata[device], { disabled: !this.#media.can(device), title });
    }
    this.#toolbar.press("screen", screen !== null, { title: screen ? "Stop sharing the screen" : "Share the screen" });
    this.#toolbar.press("hand", hasHandUp, { title: hasHandUp ? "Lower your hand" : "Raise your hand" });
    this.#note.textContent = this.#media.remark;
    this.#note.hidden = !this.#note.textContent;
    this.#showPeople();
  }

  #counted(counts) {
    this.#viewers = counts.viewer ?? 0;
    this.#showPeople();
  }

  #showPeople() {
    const others = [...this.#room.participants.values()];
    const self = { ...this.#room.self, metadata: this.#own.metadata };
    const hands = raised(others);
    const ratings = new Map([...this.#watch.qualities].map(([peer, { rating }]) => [peer, rating]));
    this.#hands = new Set(hands.map(({ peer }) => peer));
    this.#people.show({
      self,
      others,
      usual: this.#isBroadcast ? "viewer" : "participant",
      isModerator: self.role === "moderator",
      ratings,
    });
    this.#toolbar.count("people", hands.length, hands.length === 1 ? "hand raised" : "hands raised");
    this.#count.textContent = this.#countOf(others);
    this.#layout.hidden = others.filter(({ role }) => role !== "viewer").length < 2;
    if (others.length > 0 && this.#options.session.signaling?.state !== "reconnecting") this.#say("");
    else if (others.length === 0) this.#say(this.#alone());
    this.#adjust();
  }

  #adjust() {
    const { screen } = this.#own;
    const { participants, self } = this.#room;
    const isBeside = screen !== null || [...participants.values()].some(({ metadata }) => metadata.screen);
    adjust(this.peers, { self: self.peer, screen, isBeside });
  }

  #changeLayout() {
    this.#layout.ariaPressed = String(this.#pictures.toggleSpotlight());
  }

  #countOf(others) {
    if (this.#watches) return others.length > 0 ? "You are watching" : "";
    if (this.#isBroadcast) return `${this.#viewers ?? others.filter(({ role }) => role === "viewer").length} watching`;
    return others.length === 0 ? "Only you" : count(others.length + 1, "person", "people");
  }

  #alone() {
    if (this.#watches) return "Waiting for the host.";
    return `${this.#isBroadcast ? "Nobody is watching yet." : "Nobody else is here yet."}${this.#options.invitation ? " Send somebody the link: Invite." : ""}`;
  }

  #showQualities() {
    this.#pictures.rate(this.#watch.qualities);
    this.#showPeople();
  }

  #showQuality(id) {
    showDetails(this.#view, nameOf(this.#room.participants.get(id)), {
      read: () => this.#watch.qualities.get(id),
      retry: () => this.peers.restartIce(id),
    });
  }

  async #showDevices() {
    const check = new DeviceCheck(this.#media, this.#options.announce);
    await ask(this.#view, "Devices", (close) => [
      check.element,
      h("div.row.end", {}, h("button.primary", { onclick: () => close() }, "Done")),
    ]);
    check.close();
    this.#pictures.routeAll();
  }

  /** Browsers let a page sound only after the user did something on it. */
  #waitForTap() {
    this.#isBlocked = true;
    this.#say("");
  }

  #tapped() {
    if (!this.#isBlocked) return;
    this.#isBlocked = false;
    this.#say("");
    this.#pictures.playAll();
  }
}
