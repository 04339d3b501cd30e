package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.following.Frame;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What goes out to one client: encoded as its connection has it, and put into its outbox as far as that has room. */
class Outgoing {

    private final MessageCodec codec;
    private final Outbox outbox;
    private final Connection connection;
    private final Asked asked;
    private final SessionFigures figures;
    private final Runnable onTooSlow;

    /**
     * @param asked whose replies go another way
     * @param onTooSlow runs when there is no room: the client does not read what it is sent
     */
    Outgoing(
            MessageCodec codec,
            Outbox outbox,
            Connection connection,
            Asked asked,
            SessionFigures figures,
            Runnable onTooSlow) {
        this.codec = codec;
        this.outbox = outbox;
        this.connection = connection;
        this.asked = asked;
        this.figures = figures;
        this.onTooSlow = onTooSlow;
    }

    final MessageCodec codec() {
        return codec;
    }

    final Outbox outbox() {
        return outbox;
    }

    final void send(ServerMessage message) {
        figures.sent(message);
        if (!asked.take(message)) {
            put(message, codec.encode(message));
        }
    }

    /** Encodes what is sent now. */
    final byte[] encode(ServerMessage message) {
        figures.sent(message);
        return codec.encode(message);
    }

    /** A frame of a room that others get, too. */
    final void deliver(Frame frame) {
        figures.sent(frame.type());
        give(frame);
    }

    void give(Frame frame) {
        wakeIf(outbox.offer(frame.encoded(codec)));
    }

    void put(ServerMessage message, byte[] encoded) {
        wakeIf(outbox.offer(encoded));
    }

    /** It is no longer a member of a room, whose partition is held. */
    void dismissed(RoomKey room, ServerMessage left) {
        send(left);
    }

    /** What a room says goes this way from now on. The room's partition is held. */
    void attached(RoomKey room, Attachment attachment) {}

    /** It has left a room, whose partition is held. */
    void detached() {}

    /** A large message that is made when the client is ready for it. */
    final void defer(@Nullable String id, ServerMessage message) {
        defer(id, message, bytes -> {});
    }

    /** The same of one that costs its bytes, where those go out. */
    void defer(@Nullable String id, ServerMessage message, IntConsumer onMade) {
        defer(id, () -> message, onMade);
    }

    /**
     * A large message that is made when the client is ready for it.
     *
     * @param id of the frame that it is the reply to
     * @param onMade is told how many bytes it has
     */
    final void defer(@Nullable String id, Supplier<ServerMessage> message, IntConsumer onMade) {
        if (asked.awaits(id)) {
            connection.execute(() -> {
                ServerMessage made = message.get();
                onMade.accept(codec.encode(made).length);
                send(made);
            });
        } else {
            pull(new Outbox.Once(() -> {
                byte[] frame = encode(message.get());
                onMade.accept(frame.length);
                return frame;
            }));
        }
    }

    /** What makes its frames as the client is ready for them. */
    void pull(Outbox.Source source) {
        wakeIf(outbox.pull(source));
    }

    final void wakeIf(boolean taken) {
        if (taken) {
            connection.wake();
        } else {
            onTooSlow.run();
        }
    }
}
