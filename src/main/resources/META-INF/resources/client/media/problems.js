// Why a device cannot be used, and what to do about it.

const INSECURE =
  "Browsers give camera and microphone only to pages that come over https, or from this machine itself. Open this page with https://.";

/** @param device "camera" or "microphone"; @param error what getUserMedia has thrown, null if there is no such thing here */
export function explain(device, error) {
  const name = device === "camera" ? "camera" : "microphone";
  if (!error) return INSECURE;
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return /system/i.test(error.message)
        ? `The operating system keeps the ${name} from the browser. Allow it in the system’s privacy settings, then try again.`
        : `This page may not use the ${name}. Allow it beside the address in the browser’s address bar, then try again.`;
    case "NotFoundError":
    case "OverconstrainedError":
      return `No ${name} was found. Plug one in, then try again.`;
    case "NotReadableError":
    case "AbortError":
      return `The ${name} is in use by another program. Close that one, then try again.`;
    default:
      return `The ${name} does not work: ${error.message}`;
  }
}

/** What is said of several devices, said once if it is the same. */
export function summary({ camera, microphone }) {
  if (camera && camera === microphone?.replaceAll("microphone", "camera")) {
    return [
      camera
        .replace("No camera was", "No camera and no microphone were")
        .replaceAll("the camera", "camera and microphone")
        .replace("The camera is", "Camera and microphone are"),
    ];
  }
  return [...new Set([camera, microphone].filter(Boolean))];
}

/** What the others will miss, in one sentence; empty if nothing. */
export function remark({ microphone, camera }) {
  if (microphone && camera) return "";
  if (microphone) return "No camera: the others hear you but do not see you.";
  if (camera) return "No microphone: the others see you but do not hear you.";
  return "No camera and no microphone: you can see and hear the others, they cannot see or hear you.";
}
