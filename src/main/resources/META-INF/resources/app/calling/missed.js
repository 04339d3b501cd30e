// How many calls were missed since one has looked last, at the navigation's "Call".

import { h } from "../dom.js";
import { recentCalls, unseen } from "./past.js";

const badge = h("span.badge.bad.missed-count", { hidden: true });

const key = (session) => `calls-seen:${session.user.id}`;

function seen(session) {
  try {
    return localStorage.getItem(key(session));
  } catch {
    return null;
  }
}

/** Looks at the service's list, and shows the number; promises the list, null if there is none. */
export async function countMissed(session) {
  const calls = session.user ? await recentCalls(session).catch(() => null) : null;
  show(calls && session.user ? unseen(calls, seen(session)).length : 0);
  return calls;
}

/** From now on these calls have been seen. */
export function sawMissed(session, [newest]) {
  show(0);
  try {
    if (newest) localStorage.setItem(key(session), newest.at);
  } catch {
    // the browser keeps nothing: the next time they count as new
  }
}

/** Tells when another tab of the browser has shown them. */
export function watchMissed(session) {
  addEventListener("storage", (event) => session.user && event.key === key(session) && countMissed(session));
  session.on("signed-out", () => show(0));
}

function show(number) {
  document.querySelector('nav a[href="#/call"]')?.append(badge);
  badge.hidden = number === 0;
  badge.replaceChildren(String(number), h("span.unseen", {}, number === 1 ? " missed call" : " missed calls"));
}
