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
const LINES = CAMERA.map(([, lines]) => lines).reverse();

/** `{lines, bitrate}` for a receiver. @param isBeside whether cameras are beside a shared screen, small; shown as how many lines the camera is shown there */
export function share(receivers, { isScreen = false, isBeside = false, shown = Infinity } = {}) {
  const enough = isBeside ? LINES[0] : Math.max(shown, LINES[0]);
  const [, lines, bitrate] = isScreen
    ? SCREEN.find(([most]) => receivers <= most)
    : CAMERA.find(([most, lines]) => receivers <= most && lines <= enough);
  return { lines, bitrate };
}

/** As how many lines a picture may as well come that is shown so high, in pixels; undefined if there cannot be too many. */
export const linesFor = (height) => LINES.find((lines) => lines >= height && lines < LINES.at(-1));

/** As how many lines somebody shows, by what the metadata say, what a peer's camera sees. */
export function shownBy(participant, peer) {
  const { lines, large } = participant?.metadata ?? {};
  return typeof lines === "number" && large !== peer ? lines : Infinity;
}

/** Whether somebody, by what the metadata say, does not look at what a peer sends; a screen is out of sight only with the whole page. */
export function overlooks(participant, peer, isScreen = false) {
  const unseen = participant?.metadata?.unseen;
  return unseen === true || (!isScreen && Array.isArray(unseen) && unseen.includes(peer));
}

/** @param self one's own id; screen what one shares, or null; isBeside whether somebody does */
export function adjust(peers, { self, screen, isBeside }) {
  const all = [...peers];
  for (const { participant, connection } of all) {
    for (const sender of connection.getSenders()) {
      if (sender.track?.kind !== "video") continue;
      const isScreen = screen?.getTracks().includes(sender.track) ?? false;
      limit(sender, share(all.length, { isScreen, isBeside, shown: shownBy(participant, self) }), {
        isScreen,
        active: !overlooks(participant, self, isScreen),
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
