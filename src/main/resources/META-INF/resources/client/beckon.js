// The JavaScript client of the Beckon signaling service: this module is the way in; types in beckon.d.ts.

export { Call, Calls } from "./calls.js";
export { SignalingError } from "./events.js";
export { PeerConnections } from "./peers.js";
export { Room } from "./room.js";
export { Signaling } from "./signaling.js";
export { webSocketOrRequests, WebSocketTransport } from "./line.js";
