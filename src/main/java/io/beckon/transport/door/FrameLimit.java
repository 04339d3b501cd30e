package io.beckon.transport.door;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What frames may come that are no messages, of which whoever reads those hears nothing: pings, pongs and parts of messages. Too many
 * end the connection. Pings of a client that does not read what it is sent are passed over, for the answers would only wait.
 */
final class FrameLimit extends ChannelInboundHandlerAdapter {

    /** Frames that are no messages, in a second. */
    static final int MOST_A_SECOND = 100;

    private final LongSupplier clock;
    private long second;
    private int frames;
    private boolean isOver;

    /** @param clock nanoseconds, monotonic */
    FrameLimit(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean isTooMuch = isOver || message instanceof WebSocketFrame frame && isNoMessage(frame) && !admits();
        if (isTooMuch
                || message instanceof PingWebSocketFrame && !context.channel().isWritable()) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
        if (isTooMuch && !isOver) {
            isOver = true;
            // Closing the whole channel would say 1000 in Vert.x' name.
            context.channel()
                    .writeAndFlush(new CloseWebSocketFrame(
                            WebSocketCloseStatus.POLICY_VIOLATION, "too many frames that are no messages"))
                    .addListener(written -> context.close());
        }
    }

    private static boolean isNoMessage(WebSocketFrame frame) {
        return frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame || !frame.isFinalFragment();
    }

    private boolean admits() {
        long now = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong());
        if (now != second) {
            second = now;
            frames = 0;
        }
        return ++frames <= MOST_A_SECOND;
    }
}
