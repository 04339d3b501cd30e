package io.beckon.room;

/**
 * A text as 64 bits: enough to know it again among the few that a client has used itself. Two that are made to be alike mislead
 * nobody but their maker.
 */
final class Fingerprint {

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    /** FNV-1a over the characters, so the same on every node. */
    static long of(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
