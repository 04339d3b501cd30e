// What the service tells about people and past calls.

const MISSED = new Set(["no-answer", "cancelled", "busy"]);
const LONGEST = 64;
const unknown = new Set();

/** Promises what is there, or null where the service has no such thing. */
async function ask(session, path) {
  const [resource] = path.split("?");
  if (unknown.has(resource)) return null;
  const response = await session.fetch(path);
  if (response.status === 404) unknown.add(resource);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The service answers ${response.status}.`);
  return response.json();
}

/** Promises those with a session now whom one may call and who have the text in their name or id, `{user, name}` each; null where the service tells nobody. */
export async function findPeople(session, text) {
  if ([...text].length > LONGEST) return [];
  return (await ask(session, `/v1/people?${new URLSearchParams({ q: text })}`))?.people ?? null;
}

/** Promises the user's last calls, the newest first; null where the service keeps none. */
export async function recentCalls(session) {
  return (await ask(session, "/v1/calls"))?.calls ?? null;
}

/** Whether it rang for this user, or would have, and nobody answered. */
export function isMissed({ direction, outcome }) {
  return direction === "incoming" && MISSED.has(outcome);
}

/** The missed calls later than `seen`, which is a time of the service. */
export function unseen(calls, seen) {
  return calls.filter((call) => isMissed(call) && (!seen || Date.parse(call.at) > Date.parse(seen)));
}

/** Whom one calls to call back. */
export function othersOf({ direction, from, to }) {
  return direction === "incoming" ? [from] : to;
}
