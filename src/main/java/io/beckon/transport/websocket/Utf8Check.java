package io.beckon.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;

/** Refuses text that is not UTF-8 (RFC 6455 section 8.1), at the first wrong byte. Plain ASCII, the usual case, passes quickly. */
final class Utf8Check extends Utf8FrameValidator {

    private static final long NOT_ASCII = 0x8080808080808080L;

    Utf8Check() {
        super(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof TextWebSocketFrame text && text.isFinalFragment() && isAscii(text.content())) {
            context.fireChannelRead(text);
        } else {
            super.channelRead(context, message);
        }
    }

    private static boolean isAscii(ByteBuf text) {
        int at = text.readerIndex();
        int end = text.writerIndex();
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            if ((text.getLong(at) & NOT_ASCII) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (text.getByte(at) < 0) {
                return false;
            }
        }
        return true;
    }
}
