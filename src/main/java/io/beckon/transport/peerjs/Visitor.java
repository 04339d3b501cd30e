package io.beckon.transport.peerjs;

/**
 * Who asks to be let in.
 *
 * @param address the client's
 * @param network what counts as one place
 */
record Visitor(String key, String id, String token, String address, String network) {

    boolean saysAll() {
        return !key.isEmpty() && !id.isEmpty() && !token.isEmpty();
    }
}
