// Results of ICE tests, as they could have been.

const { flatten } = await import("../../main/resources/META-INF/resources/app/ice/servers.js");

export const result = (more = {}) => ({
  at: "2026-01-01T12:00:00.000Z",
  agent: "Chromium 150",
  cancelled: false,
  tookMs: 1234,
  mapping: null,
  servers: [],
  candidates: [candidate("host")],
  ...more,
});

export function server(url, more = {}) {
  const { kind, transport, port } = flatten([{ urls: url }])[0];
  return { url, kind, transport, port, state: "answered", answeredMs: 40, errors: [], ...more };
}

export const candidate = (type, more = {}) => ({
  type,
  protocol: "udp",
  family: "IPv4",
  scope: "public",
  address: "203.0.113.9",
  port: 4711,
  priority: 2122260223,
  ms: 12,
  ...more,
});

const flow = (loss) => ({ sent: 300, received: 300 * (1 - loss), loss, kbps: 480 });

export const relay = ({ loss = 0, roundTripMs = 30 } = {}) => ({
  state: "done",
  seconds: 5,
  up: flow(loss),
  down: flow(0),
  roundTripMs,
});

export const good = () =>
  result({
    mapping: { compared: true, symmetric: false },
    servers: [
      server("stun:a.example"),
      server("turn:a.example", { relay: relay() }),
      server("turns:a.example:443", { relay: relay() }),
    ],
    candidates: [
      candidate("host", { address: "192.168.0.2", scope: "private" }),
      candidate("srflx", { url: "stun:a.example", relatedAddress: "192.168.0.2", relatedPort: 5000 }),
      candidate("relay", { url: "turn:a.example", relayProtocol: "udp", address: "198.51.100.7" }),
    ],
  });
