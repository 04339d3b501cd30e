import type { TransportFactory } from "./beckon.js";

/**
 * For `new Signaling({transport})` in Node: over the package `ws` where it is installed, as Node 20 needs it, with the token in a header; else over
 * Node's own WebSocket.
 */
export const transport: TransportFactory;
