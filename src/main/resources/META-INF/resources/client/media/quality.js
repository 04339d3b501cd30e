// What a peer connection's statistics say of its quality.

const FAIR = { rttMs: 250, lossPercent: 2.5 };
const POOR = { rttMs: 500, lossPercent: 8 };

/** What is needed of a report by `getStats`. */
export function measure(report) {
  const all = [...report.values()];
  const of = (type, kind) => all.filter((one) => one.type === type && (!kind || one.kind === kind));
  const sum = (list, field) => list.reduce((total, one) => total + (one[field] ?? 0), 0);
  const [transport] = of("transport");
  const pair =
    report.get(transport?.selectedCandidatePairId) ??
    of("candidate-pair").find(({ nominated, state }) => nominated && state === "succeeded");
  const ends = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) => report.get(id));
  const picture = of("inbound-rtp", "video").sort((a, b) => (b.frameWidth ?? 0) - (a.frameWidth ?? 0))[0];
  return {
    atMs: pair?.timestamp ?? 0,
    rttMs: pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000,
    received: sum(of("inbound-rtp"), "packetsReceived"),
    lost: sum(of("inbound-rtp"), "packetsLost"),
    bytesIn: pair?.bytesReceived ?? 0,
    bytesOut: pair?.bytesSent ?? 0,
    isRelayed: ends.some((end) => end?.candidateType === "relay"),
    protocol: ends[0]?.relayProtocol ?? ends[0]?.protocol ?? "",
    picture: picture?.frameWidth
      ? {
          width: picture.frameWidth,
          height: picture.frameHeight,
          framesPerSecond: Math.round(picture.framesPerSecond ?? 0),
        }
      : null,
  };
}

/** How it was between two measurements; null if that cannot be said. */
export function compare(before, after) {
  const seconds = (after.atMs - (before?.atMs ?? after.atMs)) / 1000;
  if (seconds <= 0) return null;
  const received = Math.max(0, after.received - before.received);
  const lost = Math.max(0, after.lost - before.lost);
  const lossPercent = received + lost === 0 ? 0 : (100 * lost) / (received + lost);
  const rate = (field) => Math.max(0, Math.round(((after[field] - before[field]) * 8) / 1000 / seconds));
  const { rttMs, isRelayed, protocol, picture } = after;
  return {
    rating: rated(rttMs, lossPercent),
    rttMs,
    lossPercent,
    inKbps: rate("bytesIn"),
    outKbps: rate("bytesOut"),
    isRelayed,
    protocol,
    picture,
  };
}

function rated(rttMs, lossPercent) {
  if (rttMs > POOR.rttMs || lossPercent > POOR.lossPercent) return "poor";
  return rttMs > FAIR.rttMs || lossPercent > FAIR.lossPercent ? "fair" : "good";
}
