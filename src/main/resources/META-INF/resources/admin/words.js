// How numbers, times and people are written.

import { h } from "../app/dom.js";
import { userAddress } from "./route.js";

const UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];

/** "1 room", "10,000 rooms". */
export function count(n, noun) {
  return `${number(n)} ${noun}${n === 1 ? "" : "s"}`;
}

export function number(n = 0) {
  return n.toLocaleString("en");
}

/** "820 B", "12 KB", "1,500 MB". */
export function bytes(n) {
  const [size, unit] = n < 1000 ? [1, "B"] : n < 1_000_000 ? [1000, "KB"] : [1_000_000, "MB"];
  return `${number(Math.round(n / size))} ${unit}`;
}

/** A name that was not given by people is long: its beginning and its end, and the whole of it where one points at it. */
export function nodeName(node = "") {
  return node.length > 16 ? h("span", { title: node }, `${node.slice(0, 6)}…${node.slice(-6)}`) : node;
}

/** "2 d 3 h", "4 min", "5 s": the two largest units, from an hour on. */
export function duration(seconds) {
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return "0 s";
  return UNITS.slice(first, first < 2 ? first + 2 : first + 1)
    .map(([unit, size], index) => [Math.floor((index ? seconds % UNITS[first][1] : seconds) / size), unit])
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}

/** An instant by this machine's clock; the day only if it is not today. */
export function moment(instant, now = new Date()) {
  const at = new Date(instant);
  const time = at.toLocaleTimeString([], { hour12: false });
  return at.toDateString() === now.toDateString()
    ? time
    : `${at.toLocaleDateString([], { month: "short", day: "numeric" })}, ${time}`;
}

/** "Alice (alice)", or the id alone. */
export function person({ user, userName, name }) {
  const called = name ?? userName;
  return called && called !== user ? `${called} (${user})` : user;
}

/** The same, as a way to all that there is of them. */
export function userLink(who) {
  return h("a", { href: userAddress(who.user) }, person(who));
}

/** "1 host, 3 viewers". */
export function roles(counts) {
  return Object.entries(counts ?? {})
    .filter(([, n]) => n > 0)
    .map(([role, n]) => count(n, role))
    .join(", ");
}
