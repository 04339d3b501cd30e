package io.beckon.transport.peerjs;

import java.util.concurrent.CompletionStage;

/** A WebSocket as its extension offers it. */
interface Line {

    /** @return done when it has left this host, or never will */
    CompletionStage<Void> send(String text);

    /** @param answer what the client's pong is to say */
    void ping(long answer);

    void close(int code, String reason);
}
