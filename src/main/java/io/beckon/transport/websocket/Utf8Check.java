package io.beckon.transport.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;

/**
 * Refuses text in fragments that is not UTF-8 (RFC 6455 section 8.1), at the first fragment with a wrong byte. Text in one frame, the usual
 * case, is for {@link Socket} to check, where its bytes are in an array.
 */
final class Utf8Check extends Utf8FrameValidator {

    Utf8Check() {
        super(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof TextWebSocketFrame text && text.isFinalFragment()) {
            context.fireChannelRead(text);
        } else {
            super.channelRead(context, message);
        }
    }
}
