package io.beckon.transport.door;

import io.beckon.transport.Problem;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.util.function.Supplier;

/**
 * Waits in the pipeline of an accepted connection until Vert.x has put its decoder of requests there, which takes a TLS handshake or
 * the head of PROXY protocol, and puts this one in its place before the first byte gets there.
 */
final class Threshold extends ChannelInboundHandlerAdapter {

    private static final String NAME = "door";

    private final Visit visit;
    private final boolean isLetIn;
    private final Supplier<RequestDecoder> decoder;

    /** @param isLetIn otherwise it is told that there is no room */
    Threshold(Visit visit, boolean isLetIn, Supplier<RequestDecoder> decoder) {
        this.visit = visit;
        this.isLetIn = isLetIn;
        this.decoder = decoder;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        if (isLetIn) {
            visit.arrives();
            if (context.pipeline().get(Http1xOrH2CHandler.class) != null) {
                context.pipeline().addFirst(new NoPriorKnowledge());
            }
            settle(context);
        }
        context.fireChannelRegistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (isLetIn) {
            context.fireChannelActive();
        } else if (context.pipeline().get(SslHandler.class) == null) {
            Farewell.say(context.channel(), visit, Problem.UNAVAILABLE);
        } else {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isLetIn) {
            settle(context);
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void settle(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.get(RequestDecoder.NAME) != null) {
            pipeline.replace(RequestDecoder.NAME, RequestDecoder.NAME, decoder.get());
            pipeline.addAfter("httpEncoder", "answers", new AnswerWatch(visit));
            pipeline.addAfter(RequestDecoder.NAME, "faults", new FaultWatch(visit));
            pipeline.remove(this);
        } else if (pipeline.last() != this) {
            // What is to come is added at the end.
            pipeline.remove(this);
            pipeline.addLast(NAME, new Threshold(visit, isLetIn, decoder));
        }
    }
}
