package io.beckon.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Two participants of a mesh, the first of whom came first and is thus the impolite one. */
record Pair(String room, Client first, Client second) {

    static final String OFFER = Sdp.offer("aaaa").text();
    static final String ANSWER = Sdp.answer("bbbb").text();

    static Pair join(ServerUnderTest server, Encoding encoding) {
        return join(server.connect(encoding), server.connect(encoding));
    }

    static Pair join(Client first, Client second) {
        String room = ServerUnderTest.freshRoom();
        first.join(room);
        second.join(room);
        first.await("peer-joined");
        return new Pair(room, first, second);
    }

    /** The second offers to the first, who gets it; returns the offer's place. */
    long offered() {
        return offered(OFFER);
    }

    long offered(String sdp, Object... more) {
        JsonNode ack = second.ack(Frames.with(Frames.offer(sdp, "to", first.peer()), more));
        first.await("offer");
        return ack.path("seq").asLong();
    }

    /** The first answers the second, who gets it. */
    void answered(Object... more) {
        first.ack(Frames.with(Frames.answer(ANSWER, "to", second.peer()), more));
        second.await("answer");
    }
}
