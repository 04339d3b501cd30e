// A result as text for people: Markdown, and the words that tables use.

import { explain, percent } from "./turn.js";
import { verdict } from "./verdict.js";

const LEVELS = { ok: "OK", warn: "Note", bad: "Problem" };
const TYPES = { host: "host", srflx: "server-reflexive", prflx: "peer-reflexive", relay: "relay" };
const STATES = {
  waiting: "Waiting",
  answered: "Answered",
  unchanged: "Answered",
  failed: "Failed",
  silent: "No answer",
  mute: "No relay address",
  invalid: "Not an address",
  cancelled: "Stopped",
};

export const levelName = (level) => LEVELS[level];
export const typeName = ({ type }) => TYPES[type] ?? type;
export const stateName = ({ state }) => STATES[state];
export const milliseconds = (ms) => (ms === undefined ? "–" : `${Math.round(ms)} ms`);

/** "udp", "tcp (active)"; of a relay how the TURN server is reached, and what it relays: "tls, relays udp". */
export function protocolName({ type, protocol, tcpType, relayProtocol }) {
  if (type === "relay" && relayProtocol)
    return relayProtocol === protocol ? protocol : `${relayProtocol}, relays ${protocol}`;
  return tcpType ? `${protocol} (${tcpType})` : protocol;
}

export function place(address, port) {
  if (!address || address === "0.0.0.0" || address === "::") return "–";
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** Between this device and the server: by the relay check, whose packets pass the server on each way, or else at most what the first answer took. */
export function roundTripOf({ relay, answeredMs } = {}) {
  if (relay?.roundTripMs !== undefined) return `${Math.round(relay.roundTripMs * 5) / 10} ms`;
  return answeredMs === undefined ? "–" : `≤ ${milliseconds(answeredMs)}`;
}

/** What else is to be said of a server, as lines. */
export function notesOf({ state }) {
  return state === "unchanged" ? ["It saw the address that this device has itself."] : [];
}

export function errorsOf({ errors, problem }) {
  const lines = new Set(errors.map((error) => `${error.code}: ${explain(error)}`));
  return [...(problem ? [problem] : []), ...lines];
}

/** What the relay check of a server found, in a line. */
export function relayLine({ relay }) {
  if (!relay) return "–";
  if (relay.state === "failed") return `Nothing came through${relay.reason ? `: ${relay.reason}` : ""}`;
  if (relay.state !== "done") return relay.state === "cancelled" ? "Stopped" : "Not done";
  const flow = ({ kbps, loss }) => `${Math.round(kbps)} kbit/s, ${percent(loss)} lost`;
  return `There ${flow(relay.up)}; back ${flow(relay.down)}`;
}

/** The whole result; addresses only if they are wanted. */
export function markdown(result, { addresses = false } = {}) {
  const { at, agent, servers, candidates } = result;
  const findings = verdict(result).map(
    ({ level, text, advice }) => `- **${LEVELS[level]}**: ${text}${advice ? ` ${advice}` : ""}`,
  );
  const serverRows = servers.map((server) => [
    server.url,
    [stateName(server), ...notesOf(server), ...errorsOf(server)].join("; "),
    milliseconds(server.answeredMs),
    roundTripOf(server),
    relayLine(server),
  ]);
  const rows = candidates.map((one) => [
    typeName(one),
    protocolName(one),
    one.family,
    ...(addresses ? [place(one.address, one.port), place(one.relatedAddress, one.relatedPort)] : []),
    one.priority ?? "–",
    one.url ?? "this device",
    milliseconds(one.ms),
  ]);
  const columns = [
    "Type",
    "Protocol",
    "Family",
    ...(addresses ? ["Address", "Related address"] : []),
    "Priority",
    "From",
    "After",
  ];
  return (
    [
      `# ICE test of ${at.slice(0, 16).replace("T", " ")} UTC`,
      ...(agent ? [agent] : []),
      ["## Verdict", "", ...findings].join("\n"),
      [
        "## Servers",
        "",
        servers.length > 0
          ? table(["Server", "Result", "First address after", "Round trip", "Relay check"], serverRows)
          : "None.",
      ].join("\n"),
      ["## Candidates", "", rows.length > 0 ? table(columns, rows) : "None."].join("\n"),
    ].join("\n\n") + "\n"
  );
}

function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
