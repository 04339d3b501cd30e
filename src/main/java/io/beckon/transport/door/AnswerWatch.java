package io.beckon.transport.door;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells the visit when its request is answered. */
final class AnswerWatch extends ChannelOutboundHandlerAdapter {

    private final Visit visit;

    AnswerWatch(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean isInterim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        context.write(message, promise);
        if (visit.phase() == Visit.Phase.UPGRADED) {
            context.pipeline().remove(this);
        } else if (!isInterim) {
            if (message instanceof HttpResponse) {
                visit.answerBegins();
            }
            if (message instanceof LastHttpContent) {
                visit.answerEnds();
            }
            visit.isWritten();
        }
    }
}
