package io.beckon.transport.peerjs;

import io.beckon.identity.Approach;

/** Who asks to be let in. */
record Visitor(String key, String id, String token, Approach approach) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "Visitor[" + key + ", " + id + "]";
    }
}
