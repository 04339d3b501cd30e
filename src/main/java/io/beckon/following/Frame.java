package io.beckon.following;

import io.beckon.protocol.FrameType;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A frame on its way to several clients: encoded once in each encoding that they use. Used by one thread at a time. */
public final class Frame {

    private final ServerMessage message;
    private final FrameType type;
    private final long loggedAt;
    private @Nullable MessageCodec first;
    private @Nullable Encoded inFirst;
    private @Nullable Encoded inOther;

    /**
     * As it goes out.
     *
     * @param loggedAt when the log got the record that it comes of, in milliseconds since 1970; 0 where that does not matter
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Encoded(byte[] bytes, long loggedAt) {}

    Frame(ServerMessage message) {
        this(message, 0);
    }

    Frame(ServerMessage message, long loggedAt) {
        this.message = message;
        this.type = FrameType.of(message);
        this.loggedAt = loggedAt;
    }

    public FrameType type() {
        return type;
    }

    public ServerMessage message() {
        return message;
    }

    public Encoded encoded(MessageCodec codec) {
        if (first == null) {
            first = codec;
        }
        return codec == first ? encodedFirst(codec) : encodedOther(codec);
    }

    private Encoded encodedFirst(MessageCodec codec) {
        Encoded bytes = inFirst;
        if (bytes == null) {
            bytes = new Encoded(codec.encode(message), loggedAt);
            inFirst = bytes;
        }
        return bytes;
    }

    private Encoded encodedOther(MessageCodec codec) {
        Encoded bytes = inOther;
        if (bytes == null) {
            bytes = new Encoded(codec.encode(message), loggedAt);
            inOther = bytes;
        }
        return bytes;
    }
}
