// Addresses within the console: `#/VIEW`, `#/VIEW/NAME`, each with what is searched for after `?`.

const VIEWS = ["nodes", "rooms", "sessions", "calls", "audit"];
/** What opens for one of a list. */
const DETAILS = { rooms: "room", users: "user", replays: "replay" };
const LISTS = { users: "sessions", replays: "rooms" };

/** Which view an address means; `view` is a module of this folder, `name` what it is about. */
export function route(hash) {
  const [path, query = ""] = hash.replace(/^#?\/?/u, "").split("?", 2);
  const [list, name] = path.split("/", 2).map(decode);
  const detail = name && DETAILS[list];
  const known = VIEWS.includes(list) ? list : (detail && LISTS[list]) || VIEWS[0];
  return { list: known, view: detail || known, name: name || null, params: new URLSearchParams(query) };
}

/** Where a room is looked at. */
export function roomAddress(name) {
  return `#/rooms/${encodeURIComponent(name)}`;
}

/** Where it is shown what happened in a room. */
export function replayAddress(name) {
  return `#/replays/${encodeURIComponent(name)}`;
}

/** Where a user is looked at. */
export function userAddress(user) {
  return `#/users/${encodeURIComponent(user)}`;
}

/** Where a list is looked at that shows what matches, as it is arranged; what is empty is left out. */
export function listAddress(list, wishes = {}) {
  const query = new URLSearchParams(Object.entries(wishes).filter(([, value]) => value));
  return query.size > 0 ? `#/${list}?${query}` : `#/${list}`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
