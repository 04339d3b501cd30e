// Where everything begins.

import { AS_TYPED, h } from "../dom.js";

export const title = "Beckon";

const WORDS = [
  "amber",
  "birch",
  "cedar",
  "delta",
  "ember",
  "fjord",
  "grove",
  "heron",
  "islet",
  "maple",
  "olive",
  "raven",
  "tidal",
  "willow",
];

const VIEWS = [
  ["call", "Call a person", "Rings on all their tabs and devices; the first answer wins."],
  ["conference", "Conference", "Everybody sees everybody. Send the link, and they are in."],
  ["broadcast", "Broadcast", "One host, many viewers, and a chat back to the host."],
  ["direct", "Offline call", "Two devices exchange their codes by QR or by copy and paste. Works offline."],
  ["ice", "ICE tester", "Do your STUN and TURN servers work, and from where?"],
  ["sdp", "SDP checker", "Would Beckon relay a description or a candidate, and what is wrong with it?"],
  ["trace", "Signaling trace", "Who sent what to whom, and when: the signaling of this tab, live."],
];

/** A name for a room that nobody else has thought of. */
export function suggestRoom() {
  const [first, second, third] = crypto.getRandomValues(new Uint16Array(3));
  return `${WORDS[first % WORDS.length]}-${WORDS[second % WORDS.length]}-${100 + (third % 900)}`;
}

export function open(main) {
  const room = h("input", {
    name: "room",
    value: suggestRoom(),
    required: true,
    maxlength: "128",
    ...AS_TYPED,
  });
  const join = (event) => {
    event.preventDefault();
    location.hash = `#/conference?${new URLSearchParams({ room: room.value.trim() })}`;
  };
  main.append(
    h(
      "div.page.stack.home",
      {},
      h(
        "div.hero.stack",
        {},
        h("h1", { tabindex: "-1" }, "Video calls in your browser, on your own server."),
        h("p.quiet", {}, "Open this page in a second tab, enter the same room, and see yourself twice."),
      ),
      h(
        "form.card.row",
        { onsubmit: join },
        h("label.grow", {}, "Room", room),
        h("button.primary", { type: "submit" }, "Start or join"),
      ),
      h(
        "ul.cards",
        {},
        VIEWS.map(([name, text, about]) =>
          h("li", {}, h("a.card", { href: `#/${name}` }, h("h2", {}, text), h("p.quiet", {}, about))),
        ),
      ),
      h(
        "p.quiet",
        {},
        h("a", { href: "#/devices" }, "Check camera and microphone"),
        " · ",
        h("a", { href: "/admin" }, "Console for administrators"),
      ),
    ),
  );
}
