// Addresses within the console: `#/VIEW`, `#/VIEW/NAME`, each with what is searched for after `?`.

const VIEWS = ["nodes", "rooms", "sessions", "calls"];

/** Which view an address means; `view` is a module of this folder, `name` what it is about. */
export function route(hash) {
  const [path, query = ""] = hash.replace(/^#?\/?/u, "").split("?", 2);
  const [list, name] = path.split("/", 2).map(decode);
  const known = VIEWS.includes(list) ? list : VIEWS[0];
  return { list: known, view: known === "rooms" && name ? "room" : known, name: name || null, params: new URLSearchParams(query) };
}

/** Where a room is looked at. */
export function roomAddress(name) {
  return `#/rooms/${encodeURIComponent(name)}`;
}

/** Where a list is looked at that shows what matches. */
export function listAddress(list, q = "") {
  return q ? `#/${list}?${new URLSearchParams({ q })}` : `#/${list}`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
