/**
 * Clients of PeerJS as participants of lobbies, over Quarkus WebSockets Next (ADR 32). What they say becomes frames of {@code signaling.v1},
 * and what rooms say becomes theirs; nothing behind this package knows of PeerJS.
 */
@NullMarked
package io.beckon.transport.peerjs;

import org.jspecify.annotations.NullMarked;
