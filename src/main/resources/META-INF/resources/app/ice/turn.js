// What a result says about its TURN servers, and the codes of servers' errors in plain words.

/** Of `icecandidateerror` (RFC 8489, section 14.8; RFC 8656, section 19); 701 is the browser's own. */
const WORDS = {
  300: "The server sends its users to another one.",
  400: "The server did not understand the request.",
  401: "The user name or the credential is wrong, or has expired.",
  403: "The server forbids this, to this user or from this network.",
  437: "The server has mixed up two connections from the same port. Another attempt usually works.",
  438: "The server's challenge became stale, again and again.",
  440: "The server does not relay for this address family (IPv4 or IPv6).",
  441: "The credentials are not those that the connection began with.",
  442: "The server does not relay over this transport.",
  486: "This user has reached the server's limit of connections at a time.",
  500: "The server had an error of its own.",
  508: "The server has no room: all its relay ports or its bandwidth are taken.",
  600: "The server refused, without saying why.",
};

/** What kind of failure it is: `credentials`, `name`, `unreachable`, `silent`, `capacity` or `refused`. */
export function kindOf({ code, text = "" }) {
  if (code === 401 || code === 441) return "credentials";
  if (code === 486 || code === 508) return "capacity";
  if (code < 700) return "refused";
  if (/lookup|resol/i.test(text)) return "name";
  return /time|no response/i.test(text) ? "silent" : "unreachable";
}

export function explain(error) {
  switch (kindOf(error)) {
    case "name":
      return "The server's name was not found.";
    case "silent":
      return "The server did not answer.";
    case "unreachable":
      return "The server cannot be reached: nothing listens there, or a firewall is in between.";
    default:
      return WORDS[error.code] ?? `The server refused with the code ${error.code}.`;
  }
}

const MUCH_LOSS = 0.02;
const TOO_MUCH_LOSS = 0.1;
const LONG_ROUND_TRIP_MS = 400;

const NONE = {
  level: "warn",
  text: "No TURN server is configured: calls between restrictive networks will fail.",
  advice: "Run one (coturn, say) and add it to beckon.turn.uris.",
};

const UDP_ONLY = {
  level: "warn",
  text: "TURN is offered over UDP only: users behind firewalls that let only web traffic pass will fail.",
  advice: "Add one over TLS on the port of the web, such as turns:turn.example.org:443?transport=tcp.",
};

/** Why a server that failed did so: what to say of its addresses, and what to do. */
const REASONS = {
  expired: (urls, server) => ({
    text: `The credentials for ${urls} have expired, on ${when(server.expiresAt)}.`,
    advice: "Get new ones. If these are fresh, the clocks of the service and of the TURN server differ.",
  }),
  credentials: (urls) => ({
    text: `Your credentials were refused by ${urls}: the user name or the credential is wrong.`,
    advice:
      "Check both. With a shared secret, it has to be the same at the service (beckon.turn.secret) and at the TURN server.",
  }),
  capacity: (urls, server) => ({
    text: `${urls} is full. ${explain(server.errors.at(-1))}`,
    advice: "Raise its quotas or its range of relay ports, or add another server.",
  }),
  refused: (urls, server) => ({
    text: `${urls} refused. ${explain(server.errors.at(-1))}`,
    advice: "The TURN server's log says more.",
  }),
  name: (urls) => ({ text: `The server's name was not found: ${urls}.`, advice: "Check the spelling and the DNS." }),
  unreachable: (urls) => ({
    text: `${urls} cannot be reached.`,
    advice: "Check that it runs, its port, and the firewalls on the way; with turns: also its certificate.",
  }),
  silent: (urls) => ({
    text: `${urls} did not answer in time.`,
    advice:
      "Check that it runs and that firewalls on the way let this port and transport pass; with turns: that the port speaks TLS.",
  }),
  mute: (urls) => ({
    text: `${urls} gave no relay address and no reason.`,
    advice: "A policy of this browser may forbid it; try another browser, and read the TURN server's log.",
  }),
};

/** Findings about TURN: which transports work, why others do not, and how well packets pass. */
export function turn({ servers, at, cancelled }) {
  const all = servers.filter(({ kind }) => kind === "turn");
  if (all.length === 0) return servers.length === 0 ? [] : [NONE];
  const known = all.filter(({ state }) => state !== "cancelled" && state !== "waiting");
  if (known.length === 0) return [];
  const isComplete = !cancelled && known.every(({ transport }) => transport === "udp");
  return [
    ...summary(known, known.length === all.length),
    ...(isComplete && known.some(works) ? [UDP_ONLY] : []),
    ...failures(known, at),
    ...relayed(known),
  ];
}

function works({ state, relay }) {
  return state === "answered" && relay?.state !== "failed";
}

/** "TURN over UDP works; TCP 443 does not: …" */
function summary(known, isWhole) {
  const ways = new Map();
  for (const server of known) ways.set(wayOf(server), ways.get(wayOf(server)) || works(server));
  const good = [...ways.keys()].filter((way) => ways.get(way));
  const bad = [...ways.keys()].filter((way) => !ways.get(way));
  if (bad.length === 0)
    return [{ level: "ok", text: `TURN over ${list(good)} works: calls get through where direct ones cannot.` }];
  if (good.length === 0 && !isWhole) return [];
  if (good.length === 0)
    return [
      {
        level: "bad",
        text: `TURN does not work (${list(bad)}): calls between restrictive networks will fail.`,
        advice: "The reasons are below.",
      },
    ];
  return [
    {
      level: "warn",
      text: `TURN over ${list(good)} works; ${list(bad)} ${bad.length > 1 ? "do" : "does"} not: ${consequence(known)}`,
      advice: "The reason is below.",
    },
  ];
}

function consequence(known) {
  const isGood = (...transports) => known.some((server) => transports.includes(server.transport) && works(server));
  if (!isGood("tcp", "tls")) return "users behind strict firewalls will fail.";
  if (!isGood("udp", "dtls")) return "relayed calls go over TCP, with more delay and stutter.";
  if (!isGood("tls") && known.some(({ transport }) => transport === "tls"))
    return "users behind firewalls that look for TLS will fail.";
  return "some users will have fewer ways to connect.";
}

/** A transport as a person calls it; with the port where firewalls care about it. */
function wayOf({ transport, port }) {
  const name = transport.toUpperCase();
  return transport === "udp" ? name : `${name} ${port}`;
}

function failures(known, at) {
  const groups = new Map();
  for (const server of known.filter(({ state }) => state !== "answered" && state !== "invalid")) {
    const reason = reasonOf(server, at);
    groups.set(reason, [...(groups.get(reason) ?? []), server]);
  }
  return [...groups].map(([reason, servers]) => ({
    level: "bad",
    ...REASONS[reason](list(servers.map(({ url }) => url)), servers[0]),
  }));
}

/** One of the {@link REASONS}. A server that is not reached says nothing about credentials, expired or not. */
export function reasonOf({ state, errors, expiresAt }, at) {
  const kinds = errors.map(kindOf);
  if (kinds.includes("credentials"))
    return expiresAt && Date.parse(expiresAt) <= Date.parse(at) ? "expired" : "credentials";
  return (
    kinds.find((kind) => kind === "capacity" || kind === "refused") ??
    kinds.at(-1) ??
    (state === "silent" ? "silent" : "mute")
  );
}

function relayed(known) {
  const checked = known.filter(({ relay }) => relay?.state === "done" || relay?.state === "failed");
  const findings = checked.filter(({ relay }) => relay.state === "failed").map(nothingPassed);
  const done = checked.filter(({ relay }) => relay.state === "done");
  for (const server of done) findings.push(...quality(server));
  const worst = Math.max(...done.map(lossOf));
  if (done.length > 0 && worst < MUCH_LOSS) {
    findings.push({
      level: "ok",
      text: `The relay check passed over ${list([...new Set(done.map(wayOf))])}: ${worst > 0 ? `at most ${percent(worst)} of the packets were` : "no packet was"} lost.`,
    });
  }
  return findings;
}

function nothingPassed({ url, relay }) {
  return {
    level: "bad",
    text: `${url} gave a relay address, but nothing came through it${relay.reason ? ` (${relay.reason})` : ""}.`,
    advice:
      "Check that the firewall lets the server's relay ports pass, and that the server may send to itself: coturn's denied-peer-ip forbids it where it covers its own address, which only this check needs.",
  };
}

function quality(server) {
  const loss = lossOf(server);
  const findings = [];
  if (loss >= MUCH_LOSS) {
    const level = loss >= TOO_MUCH_LOSS ? "bad" : "warn";
    findings.push({
      level,
      text: `${percent(loss)} of the packets through ${server.url} were lost: video will stutter.`,
      advice:
        "Look at the server's load and bandwidth, and at this network: Wi-Fi and mobile networks lose packets too.",
    });
  }
  if (server.relay.roundTripMs / 2 >= LONG_ROUND_TRIP_MS) {
    findings.push({
      level: "warn",
      text: `${server.url} is far away: ${Math.round(server.relay.roundTripMs / 2)} ms there and back.`,
      advice: "Offer a TURN server nearer to the users.",
    });
  }
  return findings;
}

function lossOf({ relay }) {
  return Math.max(relay.up.loss, relay.down.loss);
}

/** 0.0125 as "1.3 %" */
export function percent(share) {
  return `${Math.round(share * 1000) / 10} %`;
}

function list(words) {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : String(words[0]);
}

function when(iso) {
  return `${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`;
}
