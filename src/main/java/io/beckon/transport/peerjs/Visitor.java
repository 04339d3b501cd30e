package io.beckon.transport.peerjs;

import io.beckon.transport.Remote;

/** Who asks to be let in. */
record Visitor(String key, String id, String token, Remote remote) {}
