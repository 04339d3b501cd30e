package io.beckon.following;

import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A frame on its way to several clients: encoded once in each encoding that they use. Used by one thread at a time. */
public final class Frame {

    private final ServerMessage message;
    private @Nullable MessageCodec first;
    private byte @Nullable [] inFirst;
    private byte @Nullable [] inOther;

    Frame(ServerMessage message) {
        this.message = message;
    }

    public ServerMessage message() {
        return message;
    }

    public byte[] encoded(MessageCodec codec) {
        if (first == null) {
            first = codec;
        }
        return codec == first ? encodedFirst(codec) : encodedOther(codec);
    }

    private byte[] encodedFirst(MessageCodec codec) {
        byte[] bytes = inFirst;
        if (bytes == null) {
            bytes = codec.encode(message);
            inFirst = bytes;
        }
        return bytes;
    }

    private byte[] encodedOther(MessageCodec codec) {
        byte[] bytes = inOther;
        if (bytes == null) {
            bytes = codec.encode(message);
            inOther = bytes;
        }
        return bytes;
    }
}
