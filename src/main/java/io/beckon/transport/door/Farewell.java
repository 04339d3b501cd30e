package io.beckon.transport.door;

import io.beckon.transport.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/** The last answer of a connection, written past everything that is made for requests. */
final class Farewell {

    /** So long the client has to read it: ending at once, while it still sends, would take the answer from it. */
    private static final long LINGER_MILLIS = 1000;

    private Farewell() {}

    /** Ends the connection once the client has had time to read the answer; what it still sends is passed over. */
    static void say(Channel channel, Visit visit, Problem problem) {
        visit.leaves();
        lingerAfter(write(channel, Unpooled.wrappedBuffer(problem.farewell())), channel);
    }

    /** The same after an answer that somebody else has written. */
    static void linger(Channel channel, Visit visit) {
        visit.leaves();
        lingerAfter(write(channel, Unpooled.EMPTY_BUFFER), channel);
    }

    private static void lingerAfter(ChannelFuture answer, Channel channel) {
        channel.config().setAutoRead(true);
        answer.addListener((ChannelFutureListener) written -> {
            if (channel instanceof DuplexChannel duplex && channel.pipeline().get(SslHandler.class) == null) {
                duplex.shutdownOutput();
            }
        });
        // Whether or not it is ever written.
        channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends the connection with the answer, read or not. */
    static void sayAndEnd(Channel channel, Problem problem) {
        write(channel, Unpooled.wrappedBuffer(problem.farewell())).addListener(ChannelFutureListener.CLOSE);
    }

    /** As near to the client as can be: what is nearer makes TLS of it. */
    private static ChannelFuture write(Channel channel, ByteBuf bytes) {
        ChannelHandlerContext decoder = channel.pipeline().context(RequestDecoder.class);
        ChannelHandlerContext here = decoder == null ? channel.pipeline().context(Threshold.class) : decoder;
        return here == null ? channel.close() : here.writeAndFlush(bytes);
    }
}
