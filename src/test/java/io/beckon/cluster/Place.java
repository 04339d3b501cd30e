package io.beckon.cluster;

import java.util.Set;
import java.util.TreeSet;

/** What a client knows of a room that it is in. */
final class Place {

    final String room;
    final String peer;
    /** The others, as far as it was told. */
    final Set<String> others = new TreeSet<>();
    /** It has everything up to here. */
    private long lastSeq;

    Place(String room, String peer, long seq, Set<String> others) {
        this.room = room;
        this.peer = peer;
        this.lastSeq = seq;
        this.others.addAll(others);
    }

    Place copy() {
        return new Place(room, peer, lastSeq, others);
    }

    long lastSeq() {
        return lastSeq;
    }

    void saw(long seq) {
        lastSeq = Math.max(lastSeq, seq);
    }
}
