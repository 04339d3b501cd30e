// A session description and its essentials: what two browsers cannot agree on without each other.

const CLOCKS = { audio: "opus/48000/2", video: "VP8/90000" };
const EXTENSIONS = {
  mid: "urn:ietf:params:rtp-hdrext:sdes:mid",
  transport: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
};
const FEEDBACK = { audio: [], video: ["ccm fir", "nack", "nack pli", "goog-remb"] };
const TYPE_PREFERENCES = { host: 126, prflx: 110, srflx: 100, relay: 2 };
const TCP_IS_WORSE_BY = 36;

/**
 * @typedef {object} Essentials
 * @property {"offer" | "answer"} type
 * @property {"actpass" | "active" | "passive"} setup
 * @property {string} ufrag
 * @property {string} password
 * @property {Uint8Array} fingerprint of the certificate, SHA-256
 * @property {{ kind: "audio" | "video" | "application", direction?: string, payloadType?: number }[]} media in their order
 * @property {{ mid: number, transport: number }} extensions the header extensions' ids, 0 for none
 * @property {{ type: string, protocol: string, tcpType?: string, address: string, port: number }[]} candidates the best first
 */

/** @returns {Essentials} */
export function essentials({ type, sdp }) {
  const [, ...sections] = sdp.split(/^(?=m=)/m);
  const fingerprint = first(sdp, /^a=fingerprint:sha-256 ([0-9A-F:]+)/im, "a SHA-256 fingerprint");
  return {
    type,
    setup: first(sections[0] ?? "", /^a=setup:(\w+)/m, "a DTLS role"),
    ufrag: first(sdp, /^a=ice-ufrag:(\S+)/m, "ICE credentials"),
    password: first(sdp, /^a=ice-pwd:(\S+)/m, "ICE credentials"),
    fingerprint: Uint8Array.from(fingerprint.split(":"), (byte) => parseInt(byte, 16)),
    media: sections.map(readMedia),
    extensions: { mid: extension(sdp, EXTENSIONS.mid), transport: extension(sdp, EXTENSIONS.transport) },
    candidates: [...sections[0].matchAll(/^a=(candidate:.*?)\r?$/gm)]
      .map(([, line]) => candidate(line))
      .filter((one) => one.component === 1),
  };
}

function readMedia(section, index) {
  const kind = first(section, /^m=(\w+) /, "a kind of media");
  if (first(section, /^a=mid:(\S+)/m, "a name of its media") !== String(index))
    throw new TypeError("The media of this description are named otherwise.");
  if (/^m=\w+ 0 /.test(section)) throw new TypeError(`This description refuses ${kind}.`);
  if (kind === "application") return { kind };
  const rtpmap = new RegExp(`^a=rtpmap:(\\d+) ${CLOCKS[kind]}`, "im");
  return {
    kind,
    direction: first(section, /^a=(sendrecv|sendonly|recvonly|inactive)/m, "a direction"),
    payloadType: Number(first(section, rtpmap, CLOCKS[kind])),
  };
}

function first(text, pattern, what) {
  const found = pattern.exec(text);
  if (!found) throw new TypeError(`This description lacks ${what}.`);
  return found[1];
}

/** Those of the one-byte form (RFC 8285 section 4.2), which are the browsers' own. */
function extension(sdp, uri) {
  const found = [...sdp.matchAll(/^a=extmap:(\d+)(?:\/\w+)? (\S+)/gm)].find((one) => one[2] === uri);
  return found && Number(found[1]) < 15 ? Number(found[1]) : 0;
}

/** A candidate's line, RFC 8839 section 5.1. */
export function candidate(line) {
  const [, component, protocol, priority, address, port, , type, ...rest] = line.trim().split(" ");
  const tcpType = rest[rest.indexOf("tcptype") + 1];
  return {
    component: Number(component),
    protocol: protocol.toLowerCase(),
    priority: Number(priority),
    address,
    port: Number(port),
    type,
    ...(rest.includes("tcptype") && { tcpType }),
  };
}

/** @param {Essentials} given; @returns {string} a whole session description */
export function describe(given) {
  const mids = given.media.map((_, index) => index).join(" ");
  return [
    "v=0",
    `o=beckon ${given.type === "offer" ? 1 : 2} 1 IN IP4 0.0.0.0`,
    "s=-",
    "t=0 0",
    `a=group:BUNDLE ${mids}`,
    "a=msid-semantic: WMS *",
    ...given.media.flatMap((one, index) => [
      ...mediaLines(one, index, given.extensions),
      `a=ice-ufrag:${given.ufrag}`,
      `a=ice-pwd:${given.password}`,
      "a=ice-options:trickle",
      `a=fingerprint:sha-256 ${[...given.fingerprint]
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join(":")
        .toUpperCase()}`,
      `a=setup:${given.setup}`,
      ...(index === 0 ? candidateLines(given.candidates).map((line) => `a=${line}`) : []),
    ]),
    "",
  ].join("\r\n");
}

function mediaLines({ kind, direction, payloadType }, index, extensions) {
  if (kind === "application")
    return [
      `m=application 9 UDP/DTLS/SCTP webrtc-datachannel`,
      "c=IN IP4 0.0.0.0",
      `a=mid:${index}`,
      "a=sctp-port:5000",
      "a=max-message-size:262144",
    ];
  const feedback = [...FEEDBACK[kind], ...(extensions.transport ? ["transport-cc"] : [])];
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    "c=IN IP4 0.0.0.0",
    `a=mid:${index}`,
    ...Object.entries(extensions)
      .filter(([, id]) => id)
      .map(([name, id]) => `a=extmap:${id} ${EXTENSIONS[name]}`),
    `a=${direction}`,
    ...(direction.startsWith("send") ? [`a=msid:beckon ${kind}`] : []),
    "a=rtcp-mux",
    "a=rtcp-rsize",
    `a=rtpmap:${payloadType} ${CLOCKS[kind]}`,
    ...(kind === "audio" ? [`a=fmtp:${payloadType} minptime=10;useinbandfec=1`] : []),
    ...feedback.map((one) => `a=rtcp-fb:${payloadType} ${one}`),
  ];
}

/** Priorities follow from type and order (RFC 8445 section 5.1.2.1). */
export function candidateLines(candidates) {
  return candidates.map(({ type, protocol, tcpType, address, port }, index) => {
    const preference = TYPE_PREFERENCES[type] - (protocol === "tcp" && type !== "relay" ? TCP_IS_WORSE_BY : 0);
    const priority = preference * 2 ** 24 + (65535 - index) * 2 ** 8 + 255;
    const related = type === "host" ? "" : ` raddr ${address.includes(":") ? "::" : "0.0.0.0"} rport 0`;
    return `candidate:${index + 1} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${related}${tcpType ? ` tcptype ${tcpType}` : ""}`;
  });
}
