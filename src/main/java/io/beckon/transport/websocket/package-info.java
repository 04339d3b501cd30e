/**
 * The WebSocket edge: checks an upgrade, then carries frames between a socket and its session at the pace of the client. It
 * knows nothing of what is in a frame.
 */
@NullMarked
package io.beckon.transport.websocket;

import org.jspecify.annotations.NullMarked;
