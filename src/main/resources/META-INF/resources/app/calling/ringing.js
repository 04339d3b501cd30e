// Calls ring over every view.

import { h, stylesheet } from "../dom.js";
import { engagement, wouldLeave } from "../engagement.js";
import { HAS_KEYS, Incoming } from "./incoming.js";
import { countMissed, watchMissed } from "./missed.js";
import { theTelephone } from "./telephone.js";
import { isTouched, ringTone } from "./tone.js";
import { nameOf, stopped } from "./words.js";

/** No call rings for longer than the protocol allows, whatever becomes of the connection. */
const LONGEST_MS = 125_000;

// biome-ignore lint/correctness/noUnusedVariables: one for all, for as long as the page is there.
let bell = null;

/** From now on this tab is a device at which the user's calls ring. */
export function watch(session, announce) {
  bell ??= new Bell(session, announce);
  session.connect().catch(({ message }) => announce(message, { urgent: true }));
}

class Bell {
  #session;
  #announce;
  #telephone;
  #alarm = new Alarm();
  #panels = new Map();
  #others = new Map();
  #calls = null;
  #place = h("div.ringing", {});

  constructor(session, announce) {
    this.#session = session;
    this.#announce = announce;
    this.#telephone = theTelephone(session, announce);
    this.#telephone.on("change", () => countMissed(session));
    engagement.on("change", () => {
      for (const panel of this.#panels.values()) panel.leaves = wouldLeave("accept");
    });
    stylesheet("app/calling/calling.css", { stays: true });
    document.querySelector("header").before(this.#place);
    addEventListener("keydown", (event) => this.#key(event));
    watchMissed(session);
    session.on("connected", () => this.#attach());
    session.on("state", () => this.#sound());
    if (session.calls) this.#attach();
  }

  /** Once to those of each connection: they may be there before it is. */
  #attach() {
    const { signaling, calls } = this.#session;
    if (this.#calls === calls) return;
    this.#calls = calls;
    signaling.on("incoming-call", ({ call, others }) => this.#others.set(call, others?.length ?? 0));
    signaling.on("resumed", () => countMissed(this.#session));
    calls.on("incoming", (call) => this.#ring(call));
    countMissed(this.#session);
  }

  #ring(call) {
    if (call.state !== "ringing") return;
    const panel = new Incoming(call, {
      leaves: wouldLeave("accept"),
      others: this.#others.get(call.id) ?? 0,
      accept: (options) => this.#accept(call, options),
      decline: (reason) => this.#decline(call, reason),
    });
    this.#others.delete(call.id);
    this.#panels.set(call, panel);
    this.#place.append(panel.element);
    panel.focus({ gently: true });
    this.#announceCall(call, panel);
    this.#sound();
    const limit = setTimeout(() => this.#over(call, { outcome: "no-answer" }), LONGEST_MS);
    call.on("ended", (end) => {
      clearTimeout(limit);
      this.#over(call, end);
    });
  }

  /** Whom the focus was given hears it from the panel. */
  #announceCall(call, panel) {
    if (!panel.element.contains(document.activeElement))
      this.#announce(`${nameOf(call.from)} is calling.${HAS_KEYS ? " Press F2 to answer." : ""}`, { urgent: true });
  }

  #accept(call, options) {
    this.#close(call);
    this.#telephone.answer(call, options);
  }

  async #decline(call, reason) {
    const panel = this.#panels.get(call);
    panel.isAnswering = true;
    this.#close(call);
    try {
      await call.decline(reason || undefined);
      this.#announce(`You have declined the call of ${nameOf(call.from)}.`);
    } catch {
      // it was over in the meantime
    }
    countMissed(this.#session);
  }

  #over(call, end) {
    if (!this.#close(call)) return;
    const { text } = stopped(end, call.from);
    if (text) this.#announce(text);
    countMissed(this.#session);
  }

  #close(call) {
    const panel = this.#panels.get(call);
    if (!panel) return false;
    this.#panels.delete(call);
    panel.remove();
    this.#sound();
    return true;
  }

  /** While the service cannot be reached, nobody knows whether it still rings. */
  #sound() {
    const isConnected = this.#session.signaling?.state === "connected";
    const [first] = this.#panels.keys();
    for (const panel of this.#panels.values())
      panel.say(isConnected ? "" : "The connection to the service is interrupted. Connecting again …");
    if (!first || !isConnected) this.#alarm.stop();
    else if (!this.#alarm.isOn) this.#alarm.start(`${nameOf(first.from)} is calling …`);
  }

  #key(event) {
    const [panel] = this.#panels.values();
    if (!panel || event.key !== "F2") return;
    event.preventDefault();
    panel.focus();
  }
}

// Drawing attention to this tab while it rings: sound, title, vibration, a notification.
const BLINK_MS = 1200;
const BUZZ = [300, 200, 300];

class Alarm {
  #tone = ringTone();
  #timer = null;
  #title = "";
  #text = "";
  #notification = null;

  get isOn() {
    return this.#timer !== null;
  }

  /** @param text who is calling */
  start(text) {
    if (this.isOn) this.stop();
    this.#text = text;
    this.#tone.start();
    this.#notify();
    this.#timer = setInterval(() => this.#blink(), BLINK_MS);
    this.#blink();
  }

  stop() {
    if (!this.isOn) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#tone.stop();
    this.#notification?.close();
    this.#notification = null;
    if (document.title === this.#text) document.title = this.#title;
    if (isTouched()) navigator.vibrate?.(0);
  }

  /** The views may change the title meanwhile. */
  #blink() {
    if (document.title === this.#text) {
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) document.title = this.#title;
    } else {
      this.#title = document.title;
      document.title = this.#text;
    }
    if (isTouched()) navigator.vibrate?.(BUZZ);
  }

  #notify() {
    if (globalThis.Notification?.permission !== "granted" || document.hasFocus()) return;
    try {
      this.#notification = new Notification(this.#text, { icon: "icon.svg", tag: "call" });
      this.#notification.onclick = () => focus();
    } catch {
      // phones show only those of service workers
    }
  }
}
