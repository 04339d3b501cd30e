package io.beckon.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Puts the fragments of a message together again (RFC 6455 section 5.4). */
final class Message {

    private final int most;
    private @Nullable ByteArrayOutputStream begun;
    private boolean binary;
    private boolean dropping;

    /** @param most bytes that a message may have */
    Message(int most) {
        this.most = most;
    }

    /** What a fragment leads to. */
    enum Progress {
        INCOMPLETE,
        COMPLETE,
        TOO_LARGE,
        /** It belongs to a message that was given up. */
        DROPPED
    }

    /** Whether the message is binary rather than text. */
    boolean isBinary() {
        return binary;
    }

    /** Takes the whole message out of its only frame. */
    byte[] whole(WebSocketFrame frame) {
        binary = frame instanceof BinaryWebSocketFrame;
        return ByteBufUtil.getBytes(frame.content());
    }

    Progress first(WebSocketFrame fragment) {
        binary = fragment instanceof BinaryWebSocketFrame;
        begun = new ByteArrayOutputStream();
        dropping = false;
        return next(fragment);
    }

    Progress next(WebSocketFrame fragment) {
        if (dropping) {
            dropping = !fragment.isFinalFragment();
            return Progress.DROPPED;
        }
        ByteArrayOutputStream message = begun;
        ByteBuf content = fragment.content();
        if (message == null || message.size() + content.readableBytes() > most) {
            begun = null;
            return Progress.TOO_LARGE;
        }
        message.writeBytes(ByteBufUtil.getBytes(content));
        return fragment.isFinalFragment() ? Progress.COMPLETE : Progress.INCOMPLETE;
    }

    /** Gives up what has come of a message, and passes over the rest of it. */
    void drop() {
        begun = null;
        dropping = true;
    }

    byte[] take() {
        ByteArrayOutputStream message = begun;
        begun = null;
        return message == null ? new byte[0] : message.toByteArray();
    }
}
