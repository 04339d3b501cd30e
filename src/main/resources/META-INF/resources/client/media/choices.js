// Which devices were chosen on this machine, and what there is to choose from.

const KEY = "devices";
const KINDS = { microphone: "audioinput", camera: "videoinput", speaker: "audiooutput" };

function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

/** The id of the chosen "microphone", "camera" or "speaker"; empty if any will do. */
export function chosen(device) {
  return all()[device] ?? "";
}

export function remember(device, id) {
  localStorage.setItem(KEY, JSON.stringify({ ...all(), [device]: id }));
}

/** By device, what there is: `{id, label}`. Without a permission browsers say nothing, and the lists are empty. */
export async function available() {
  const found = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const named = found.filter(({ deviceId, label }) => deviceId && label);
  const list = (kind) =>
    named.filter((one) => one.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
  return Object.fromEntries(Object.entries(KINDS).map(([device, kind]) => [device, list(kind)]));
}
