// How much of one's camera and screen goes to each of the others: what a mesh bears, in which everybody sends to everybody, and what is shown there.

/** Up to so many receivers: lines of the picture, and bits a second for each of them. */
const CAMERA = [
  [1, 720, 1_700_000],
  [2, 540, 900_000],
  [3, 360, 500_000],
  [6, 270, 300_000],
  [Infinity, 180, 150_000],
];
const SCREEN = [
  [2, Infinity, 2_500_000],
  [6, Infinity, 1_200_000],
  [Infinity, Infinity, 600_000],
];
/** Beside a shared screen, cameras are shown small. */
const BESIDE = { lines: 180, bitrate: 150_000 };

/** `{lines, bitrate}` for each receiver. */
export function share(receivers, { isScreen = false, isBeside = false } = {}) {
  const [, lines, bitrate] = (isScreen ? SCREEN : CAMERA).find(([most]) => receivers <= most);
  return !isScreen && isBeside
    ? { lines: Math.min(lines, BESIDE.lines), bitrate: Math.min(bitrate, BESIDE.bitrate) }
    : { lines, bitrate };
}

/** Whether somebody, by what the metadata say, does not look at what a peer sends; a screen is out of sight only with the whole page. */
export function overlooks(participant, peer, isScreen = false) {
  const unseen = participant?.metadata?.unseen;
  return unseen === true || (!isScreen && Array.isArray(unseen) && unseen.includes(peer));
}

/** @param screen what one shares, or null; isBeside whether somebody does; isUnseen whether a peer does not look at it, nor at a screen */
export function adjust(peers, { screen, isBeside, isUnseen = () => false }) {
  const all = [...peers];
  for (const { participant, connection } of all) {
    for (const sender of connection.getSenders()) {
      if (sender.track?.kind !== "video") continue;
      const isScreen = screen?.getTracks().includes(sender.track) ?? false;
      limit(sender, share(all.length, { isScreen, isBeside }), {
        isScreen,
        active: !isUnseen(participant?.peer, isScreen),
      });
    }
  }
}

function limit(sender, { lines, bitrate }, { isScreen, active }) {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings ?? [];
  if (!encoding) return; // not negotiated yet: it is asked again
  const { height = lines } = sender.track.getSettings();
  const scale = Math.max(1, height / lines);
  if (
    encoding.maxBitrate === bitrate &&
    encoding.scaleResolutionDownBy === scale &&
    (encoding.active ?? true) === active
  )
    return;
  Object.assign(encoding, { active, maxBitrate: bitrate, scaleResolutionDownBy: scale });
  parameters.degradationPreference = isScreen ? "maintain-resolution" : "balanced";
  sender.setParameters(parameters).catch(() => {}); // overtaken by a negotiation, after which it is asked again
}
