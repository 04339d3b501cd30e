package io.beckon.session;

import io.beckon.following.Frame;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;

/** What goes out to one client: encoded as its connection has it, and put into its outbox as far as that has room. */
final class Outgoing {

    private final MessageCodec codec;
    private final Outbox outbox;
    private final Connection connection;
    private final Runnable onTooSlow;

    /** @param onTooSlow runs when there is no room: the client does not read what it is sent */
    Outgoing(MessageCodec codec, Outbox outbox, Connection connection, Runnable onTooSlow) {
        this.codec = codec;
        this.outbox = outbox;
        this.connection = connection;
        this.onTooSlow = onTooSlow;
    }

    MessageCodec codec() {
        return codec;
    }

    Outbox outbox() {
        return outbox;
    }

    void send(ServerMessage message) {
        put(codec.encode(message));
    }

    /** A frame of a room that others get, too. */
    void deliver(Frame frame) {
        put(frame.encoded(codec));
    }

    private void put(byte[] frame) {
        wakeIf(outbox.offer(frame));
    }

    /** A large message that is made when the client is ready for it. */
    void defer(ServerMessage message) {
        pull(new Outbox.Once(() -> codec.encode(message)));
    }

    /** What makes its frames as the client is ready for them. */
    void pull(Outbox.Source source) {
        wakeIf(outbox.pull(source));
    }

    private void wakeIf(boolean taken) {
        if (taken) {
            connection.wake();
        } else {
            onTooSlow.run();
        }
    }
}
