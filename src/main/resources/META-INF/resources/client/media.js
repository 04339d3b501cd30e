// Camera, microphone and screen, and what can be learned of them in a room: as the web app of the service has it. Types in media.d.ts.

export { available, chosen, remember } from "./media/choices.js";
export { isAllowed, Media } from "./media/devices.js";
export { adjust, linesFor, overlooks, share, shownBy } from "./media/encodings.js";
export { describe, OwnPart } from "./media/own.js";
export { compare, measure } from "./media/quality.js";
export { Level, route } from "./media/sound.js";
export { Watch } from "./media/watch.js";
