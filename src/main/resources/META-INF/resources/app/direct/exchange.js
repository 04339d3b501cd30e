// The way to a connection, step by step, for the one who starts and for the one who answers.

import { Media } from "../../client/media/devices.js";
import { summary } from "../../client/media/problems.js";
import { h } from "../dom.js";
import { engagement, wouldLeave } from "../engagement.js";
import { Code, CodeError } from "./code.js";
import { Connection } from "./connection.js";
import { CodeReader } from "./read-code.js";
import { showCode } from "./show-code.js";
import { ANSWERING, STARTING, Steps } from "./steps.js";
import { Talk } from "./talk.js";

const PATIENCE_MS = 20_000;
const SERVERS_MS = 3000;
const TO_TRY = [
  "Are both devices in the same network, such as one Wi-Fi or one phone's hotspot? A network for guests often keeps devices apart.",
  "A VPN or a firewall on one of them may be in the way: turn it off for a moment.",
  "Allow the camera or the microphone: the browser then names the device's real addresses.",
  "Start over on both devices: each code is good for one call.",
];

/** Once it has a connection, which a code is of, it is what the tab is in. */
export class Exchange {
  what = "the offline call";
  text = "Offline call";
  back = "Back to the call";
  address = "#/direct";
  #main;
  #session;
  #announce;
  #steps = new Steps();
  #putAside = null;
  #connection = null;
  #media = null;
  /** While a code is scanned the camera is lent; what is sent comes after that. */
  #mediaIsBack = Promise.resolve();
  #isTalking = false;
  #patience = 0;
  #turn = 0;

  constructor(main, { session, announce }) {
    this.#main = main;
    this.#session = session;
    this.#announce = announce;
    main.append(this.element);
  }

  get element() {
    return this.#steps.element;
  }

  get stop() {
    return this.#isTalking ? "Hang up" : "Stop";
  }

  /** As its button does. */
  leave() {
    this.#over("You have hung up.");
  }

  /** Shows it in a view; returns what closes that. */
  showIn(main) {
    this.#main = main;
    this.#putAside = engagement.showIn(main);
    return () => this.close();
  }

  /** Another view comes. What has begun goes on. */
  close() {
    if (engagement.current === this) return this.#putAside();
    this.#steps.close();
    this.#forget();
  }

  /** The first thing one sees; @param {string} [offer] a code that came with the address */
  choose(offer, { focus = false } = {}) {
    this.#forget();
    const problem = offer && whyNot(offer);
    if (problem) offer = undefined;
    const camera = h("input", { type: "checkbox", checked: true });
    const microphone = h("input", { type: "checkbox", checked: true });
    const wishes = () => ({ camera: camera.checked, microphone: microphone.checked });
    const devices = h(
      "fieldset.row",
      {},
      h("legend", {}, "What this device sends"),
      h("label.check", {}, camera, "Camera"),
      h("label.check", {}, microphone, "Microphone"),
    );
    const start = h("button", { class: offer ? undefined : "primary", onclick: () => this.#start(wishes()) }, "Start");
    const answer = h(
      "button",
      { class: offer ? "primary" : undefined, onclick: () => this.#answer(wishes(), offer) },
      "Answer",
    );
    const roles = [
      h(
        "div.card.stack",
        {},
        h("h3", {}, "Start a call"),
        h("p.quiet", {}, "This device shows the first code."),
        start,
      ),
      h(
        "div.card.stack",
        {},
        h("h3", {}, "Answer a call"),
        h("p.quiet", {}, offer ? "You have opened somebody's code." : "The other device shows a code already."),
        answer,
      ),
    ];
    this.#steps.show({
      heading: offer ? "Somebody wants to talk to you" : "Start or answer?",
      content: [
        h("div.split", {}, offer ? roles.reverse() : roles),
        devices,
        h("p.note", { role: "note" }, wouldLeave("start or answer")),
      ],
      focus,
    });
    this.#steps.say(problem ?? "");
  }

  async #start(wishes) {
    const connection = await this.#prepare(STARTING, wishes);
    if (!connection) return;
    await this.#gather(connection, () => connection.offer());
    if (connection === this.#connection && connection.code) this.#showOffer();
  }

  #showOffer() {
    const { code } = this.#connection;
    const link = code.link(location.origin + location.pathname);
    const next = h("button.primary", { onclick: () => this.#readAnswer() }, "Read its answer");
    this.#show(STARTING, 0, "Show this code to the other device", [
      h("p", {}, "There, scan it with the camera or choose Answer in this view. Then it shows an answer."),
      showCode({
        code,
        link,
        label: "QR code of this device, to be scanned by the other one",
        announce: this.#announce,
      }),
      h("div.row", {}, next, this.#startOver("Back")),
    ]);
    this.#steps.say(`${this.#ways()} Waiting for the other device to read the code.`);
  }

  #readAnswer() {
    this.#read(
      STARTING,
      1,
      "Read its answer",
      "answer",
      (answer) => this.#accept(answer),
      () => this.#showOffer(),
    );
    this.#steps.say("Waiting for the answer.");
  }

  async #accept(answer) {
    const connection = this.#connection;
    this.#show(STARTING, 2, "Connecting", [h("div.row", {}, this.#startOver())]);
    this.#steps.say("Connecting…");
    await this.#mediaIsBack;
    await this.#attempt(async () => {
      await connection.accept(answer);
      this.#patience = setTimeout(() => this.#trouble(connection), PATIENCE_MS);
    });
  }

  async #answer(wishes, text) {
    if (!(await this.#openMedia(ANSWERING, wishes))) return;
    if (text) await this.#reply(Code.read(text, "offer"));
    else this.#readOffer();
  }

  #readOffer() {
    this.#disconnect();
    this.#read(
      ANSWERING,
      0,
      "Read the code of the other device",
      "offer",
      (offer) => this.#reply(offer),
      () => this.choose(undefined, { focus: true }),
    );
    this.#steps.say(this.#problem);
  }

  async #reply(offer) {
    this.#show(ANSWERING, 1, "Making your answer", [h("div.row", {}, this.#startOver())]);
    this.#steps.say("Looking for ways to this device…");
    await this.#mediaIsBack;
    const connection = await this.#connect();
    if (!connection) return;
    await this.#gather(connection, () => connection.answer(offer));
    if (connection === this.#connection && connection.code) this.#showAnswer();
  }

  #showAnswer() {
    this.#show(ANSWERING, 1, "Show your answer to the other device", [
      h("p", {}, "There, choose Read its answer. As soon as it is read, you are connected."),
      showCode({
        code: this.#connection.code,
        label: "QR code of this device's answer, to be scanned by the other one",
        announce: this.#announce,
      }),
      h("div.row", {}, h("button", { onclick: () => this.#readOffer() }, "Back"), this.#startOver()),
    ]);
    this.#steps.say(`${this.#ways()} Waiting for the other device to read the answer.`);
  }

  #talk() {
    clearTimeout(this.#patience);
    this.#steps.say("Connected.");
    if (this.#isTalking) return;
    this.#isTalking = true;
    const talk = new Talk({
      connection: this.#connection,
      media: this.#media,
      announce: this.#announce,
      end: () => this.leave(),
    });
    const names = this.#connection.isStarter ? STARTING : ANSWERING;
    this.#steps.show({
      names,
      current: 2,
      heading: "You are connected",
      content: [talk.element],
      leave: () => talk.close(),
      wide: true,
    });
  }

  #over(text) {
    const isAside = engagement.current === this && engagement.isAside;
    this.#forget();
    if (!this.element.closest("main")) this.element.remove();
    if (isAside) this.#announce(text);
    this.#steps.show({
      heading: text,
      content: [
        h("div.row", {}, h("button.primary", { onclick: () => this.choose(undefined, { focus: true }) }, "Start over")),
      ],
    });
    this.#steps.say("");
  }

  /** No contact. It may still come: the other side may read its code only now. */
  #trouble(connection) {
    if (connection !== this.#connection) return;
    clearTimeout(this.#patience);
    if (this.#isTalking)
      return this.#steps.say(
        "The connection is lost. It comes back by itself if the network does; otherwise hang up and start over on both devices.",
      );
    if (!connection.isStarter)
      return this.#steps.say(
        "No contact yet. As soon as the other device reads this answer, it goes on by itself. If it has read it: start over on both devices, in one network.",
      );
    this.#show(STARTING, 2, "It has not worked yet", [
      h("p", {}, "The devices do not reach each other. What to try:"),
      h(
        "ul.advice",
        {},
        TO_TRY.map((text) => h("li", {}, text)),
      ),
      h("div.row", {}, this.#startOver("Start over", "primary")),
    ]);
    this.#steps.say("Failed so far; still trying.");
  }

  // What several steps share

  async #prepare(names, wishes) {
    if (!(await this.#openMedia(names, wishes))) return null;
    const connection = await this.#connect();
    if (connection) connection.isStarter = true;
    return connection;
  }

  /** Tells whether nothing else was begun meanwhile. */
  async #openMedia(names, wishes) {
    const turn = ++this.#turn;
    const media = new Media();
    this.#show(names, 0, "Getting ready", [h("div.row", {}, this.#startOver("Back"))]);
    this.#steps.say(
      Object.values(wishes).includes(true)
        ? "Waiting for your camera and microphone. Allow them if the browser asks."
        : "",
    );
    await media.open(wishes);
    if (turn !== this.#turn) {
      media.close();
      return false;
    }
    this.#media = media;
    return true;
  }

  async #connect() {
    const turn = ++this.#turn;
    const servers = await helpers(this.#session);
    if (turn !== this.#turn || !this.#media) return null;
    const connection = new Connection({ iceServers: servers, own: this.#media.stream });
    this.#connection = connection;
    this.#media.on("track", ({ track }) => connection === this.#connection && connection.send(track.kind, track));
    engagement.begin(this);
    this.showIn(this.#main);
    const own = (listener) => () => connection === this.#connection && listener();
    connection.on(
      "connected",
      own(() => this.#talk()),
    );
    connection.on(
      "interrupted",
      own(() => this.#steps.say("The connection is interrupted. Waiting for it to come back…")),
    );
    connection.on(
      "failed",
      own(() => this.#trouble(connection)),
    );
    connection.on(
      "ended",
      own(() => this.#over("The other device has hung up.")),
    );
    return connection;
  }

  async #gather(connection, make) {
    this.#steps.say("Looking for ways to this device…");
    const stop = connection.on("found", (count) => this.#steps.say(`Looking for ways to this device: ${count} found.`));
    await this.#attempt(make);
    stop();
  }

  /** What a browser says against a description is no fault of the page. */
  async #attempt(step) {
    try {
      await step();
    } catch (error) {
      if (!this.#connection) return;
      this.#over("This has not worked");
      this.#steps.say(`The browser says: ${error.message} Start over on both devices.`);
    }
  }

  #ways() {
    const { found } = this.#connection;
    const ways =
      found === 0
        ? "No way to this device was found: connect it to a network."
        : `${found === 1 ? "One way" : `${found} ways`} to this device found.`;
    return [this.#problem, ways].filter(Boolean).join(" ");
  }

  get #problem() {
    const problem = summary(this.#media.problems).join(" ");
    return problem && `${problem} You connect without: you see and hear the other device, and can write.`;
  }

  #read(names, current, heading, wanted, use, back) {
    const own = this.#connection?.code;
    const take = (text) => void use(Code.read(text, wanted, own));
    const reader = new CodeReader({ take, say: (text) => this.#steps.say(text), camera: this.#ownCamera() });
    const buttons = h("div.row", {}, h("button", { onclick: back }, "Back"), this.#startOver());
    this.#show(names, current, heading, [reader.element, buttons], () => (this.#mediaIsBack = reader.close()));
  }

  /** While a code is scanned, the call's own camera rests: a phone opens one at a time. */
  #ownCamera() {
    const media = this.#media;
    const lent = media.isOn("camera");
    return {
      borrow: () => lent && media.turn("camera", false),
      giveBack: () => lent && media === this.#media && media.turn("camera", true),
    };
  }

  #startOver(text = "Start over", kind) {
    return h("button", { class: kind, onclick: () => this.choose(undefined, { focus: true }) }, text);
  }

  #show(names, current, heading, content, leave) {
    this.#steps.show({ names, current, heading, content, leave });
  }

  #disconnect() {
    clearTimeout(this.#patience);
    const connection = this.#connection;
    this.#connection = null;
    this.#isTalking = false;
    connection?.close();
    engagement.end(this);
  }

  #forget() {
    this.#turn++;
    this.#disconnect();
    this.#media?.close();
    this.#media = null;
  }
}

/** The deployment's STUN and TURN servers, if one is signed in: nothing depends on them, so nobody is asked to sign in for them. */
async function helpers(session) {
  if (!session.user || !navigator.onLine) return [];
  return session.iceServers({ signal: AbortSignal.timeout(SERVERS_MS) }).catch(() => []);
}

/** What is wrong with a text as an offer, if anything. */
function whyNot(text) {
  try {
    Code.read(text, "offer");
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return error.message;
  }
}
