// STUN and TURN addresses as a person writes them (RFC 7064, RFC 7065), and what is wrong with them.

const SCHEMES = { stun: 3478, turn: 3478, turns: 5349 };
const NAME =
  /^(?=.{1,253}$)[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?(\.[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?)*\.?$/u;
const EARLIEST = Date.UTC(2001, 0) / 1000;
const LATEST = Date.UTC(2200, 0) / 1000;
const MOST_URLS = 20;

class Problem extends Error {}

/** What an address says: `{url, kind, secure, host, port, transport}` with `transport` udp, tcp, tls or dtls; or `{problem}`, a sentence. */
export function parseUrl(text) {
  try {
    return read(text.trim());
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

function read(url) {
  demand(url, "Enter an address, such as turn:turn.example.org:3478.");
  const [, scheme, rest] = /^([a-z]+):(.*)$/i.exec(url) ?? [];
  const known = scheme?.toLowerCase();
  demand(known !== "stuns", "Browsers do not use stuns: addresses. Write stun: instead.");
  demand(
    Object.hasOwn(SCHEMES, known ?? ""),
    "An address begins with stun:, turn: or turns:, such as turn:turn.example.org:3478.",
  );
  demand(!rest.startsWith("//"), `There is no // after ${known}: in such an address.`);
  demand(!/\s/.test(rest), "There is a space in the address.");
  demand(!rest.includes("@"), "The user name does not belong into the address. It has a field of its own.");
  const [place, query] = split(rest, "?");
  const transport = known === "stun" ? stunTransport(query) : turnTransport(known, query);
  const kind = known === "stun" ? "stun" : "turn";
  return { url, kind, secure: known === "turns", ...readPlace(place, SCHEMES[known]), transport };
}

function stunTransport(query) {
  demand(query === undefined, "A stun: address has nothing after the port.");
  return "udp";
}

function turnTransport(scheme, query = scheme === "turns" ? "transport=tcp" : "transport=udp") {
  const [, transport] = /^transport=(udp|tcp)$/i.exec(query) ?? [];
  demand(transport, "Only ?transport=udp or ?transport=tcp may follow the port.");
  const isUdp = transport.toLowerCase() === "udp";
  if (scheme === "turns") return isUdp ? "dtls" : "tls";
  return isUdp ? "udp" : "tcp";
}

function readPlace(place, usualPort) {
  demand(!/[/#]/.test(place), "Only ?transport=udp or ?transport=tcp may follow the port.");
  const isLiteral = place.startsWith("[");
  const [, host, colonPort] = (isLiteral ? /^\[([^\]]*)\](.*)$/ : /^([^:]*)(.*)$/).exec(place) ?? [];
  demand(host !== undefined, "The bracket around the IPv6 address is not closed.");
  demand(host, "The server's name is missing.");
  demand(
    isLiteral || colonPort.lastIndexOf(":") <= 0,
    `An IPv6 address stands in brackets, such as [2001:db8::1]:${usualPort}.`,
  );
  if (isLiteral) demand(isIPv6(host), `${host} is no IPv6 address.`);
  else demand(isName(host), `${host} is no name or address of a server.`);
  return { host, port: readPort(colonPort, usualPort) };
}

function readPort(colonPort, usualPort) {
  if (!colonPort) return usualPort;
  const [, digits] = /^:(\d{1,5})$/.exec(colonPort) ?? [];
  demand(digits && +digits >= 1 && +digits <= 65_535, "The port is a number from 1 to 65535.");
  return +digits;
}

export function isIPv6(text) {
  return /^[\da-f:.]+$/i.test(text) && text.includes(":") && URL.canParse(`http://[${text}]/`);
}

export function isIPv4(text) {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => +part <= 255);
}

function isName(host) {
  return /^[\d.]+$/.test(host) ? isIPv4(host) : NAME.test(host);
}

/** A form's rows `{urls, username, credential}`, with `urls` as text: `{servers}` for {@link flatten}, or `{problems}` as `[{row, field, text}]`. */
export function readRows(rows) {
  const problems = [];
  const servers = rows.map((row, index) => readRow(row, (field, text) => problems.push({ row: index, field, text })));
  const count = servers.reduce((sum, { urls }) => sum + urls.length, 0);
  if (count > MOST_URLS)
    problems.push({
      row: rows.length - 1,
      field: "urls",
      text: `These are ${count} addresses. At most ${MOST_URLS} are tested at once.`,
    });
  return problems.length > 0 ? { problems } : { servers };
}

function readRow({ urls: text, username, credential }, report) {
  const urls = text
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const parsed = (urls.length > 0 ? urls : [""]).map(parseUrl);
  const wrong = parsed.findIndex(({ problem }) => problem);
  if (wrong >= 0) report("urls", urls.length > 1 ? `${urls[wrong]}: ${parsed[wrong].problem}` : parsed[wrong].problem);
  if (!parsed.some(({ kind }) => kind === "turn")) return { urls };
  if (!username) report("username", "A TURN server wants a user name.");
  if (!credential) report("credential", "A TURN server wants a credential (its password).");
  return { urls, username, credential };
}

/** One entry for each address of some `iceServers`, without doubles; those that cannot be read have a `problem`. */
export function flatten(iceServers) {
  const found = new Map();
  for (const { urls, username, credential } of iceServers) {
    for (const url of [urls].flat()) {
      const parsed = parseUrl(String(url));
      const secrets = parsed.kind === "stun" ? {} : { username, credential };
      found.set(JSON.stringify([url, secrets]), { url: String(url), ...parsed, ...secrets });
    }
  }
  return [...found.values()];
}

/** When credentials end whose user name is `<end in Unix seconds>:<user>` (TURN REST), or null if it is none. */
export function expiryOf(username) {
  const [, digits] = /^(\d{9,10})(:|$)/.exec(username ?? "") ?? [];
  return digits && +digits >= EARLIEST && +digits <= LATEST ? new Date(digits * 1000) : null;
}

function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function demand(condition, text) {
  if (!condition) throw new Problem(text);
}
