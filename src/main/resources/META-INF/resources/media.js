// What this machine can send.

const WISHES = [{ audio: true, video: true }, { audio: true }, { video: true }];

const NOTES = {
  "audio,video": "",
  audio: "No camera: the others hear you but do not see you.",
  video: "No microphone: the others see you but do not hear you.",
};

/** Camera and microphone, or what there is of them, and a note for people when something is missing. */
export async function getMedia() {
  const missing = "You can see and hear the others, they cannot see or hear you.";
  if (!navigator.mediaDevices) return { stream: null, text: `This address is not secure enough for a camera. ${missing}` };
  let refused = false;
  for (const kinds of WISHES) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(kinds);
      return { stream, text: NOTES[Object.keys(kinds)] };
    } catch (error) {
      refused ||= error.name === "NotAllowedError";
    }
  }
  return { stream: null, text: `${refused ? "Camera and microphone are not allowed." : "No camera or microphone was found."} ${missing}` };
}
