package io.beckon.transport.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** Ends a connection that begins as HTTP/2 without having asked (RFC 9113 section 3.3), where Vert.x would take that up. */
final class NoPriorKnowledge extends ChannelInboundHandlerAdapter {

    /** No method of HTTP/1.1 begins so. */
    private static final byte[] PREFACE = {'P', 'R', 'I', ' '};

    private int same;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int from = bytes.readerIndex();
        for (int i = 0; i < bytes.readableBytes() && same < PREFACE.length; i++) {
            if (bytes.getByte(from + i) != PREFACE[same++]) {
                context.pipeline().remove(this);
                context.fireChannelRead(message);
                return;
            }
        }
        if (same == PREFACE.length) {
            ReferenceCountUtil.release(message);
            context.close();
        } else {
            context.fireChannelRead(message);
        }
    }
}
