package io.beckon.transport.door;

import io.beckon.transport.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests in place of Vert.x's own decoder, one at a time: what follows a request waits, up to a few KiB, until that is
 * answered. What is too large, too slow or broken is answered here and ends the connection. Once it is a WebSocket, this is taken out of
 * the pipeline.
 */
final class RequestDecoder extends HttpRequestDecoder {

    static final String NAME = "httpDecoder";

    /** What may wait behind a request that is being answered. */
    static final int MOST_WAITING_BYTES = 8 * 1024;

    private static final int CHUNK_BYTES = 8 * 1024;

    /** Of lines; it grows to the longest. */
    private static final int FIRST_BUFFER_BYTES = 128;

    private final Visit visit;
    private final HeadLimits limits;
    private final BooleanSupplier mayAsk;
    private final HeadScan scan;
    private boolean isInBody;
    private long bodyBytes;
    private int mostBodyBytes;
    private boolean heldBack;
    /** Whether a line has come that the buffer of lines has grown for. */
    private boolean hasGrown;

    private boolean isRenewed;

    /** @param mayAsk takes one more request of the client's address, if it may */
    RequestDecoder(Visit visit, HeadLimits limits, BooleanSupplier mayAsk) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.line())
                .setMaxHeaderSize(limits.all())
                .setMaxChunkSize(CHUNK_BYTES)
                .setInitialBufferSize(FIRST_BUFFER_BYTES)
                .setTrailersFactory(NoTrailers.FACTORY));
        this.visit = visit;
        this.limits = limits;
        this.mayAsk = mayAsk;
        this.scan = new HeadScan(limits);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        visit.onIdle(() -> goOn(context));
    }

    /** As Vert.x makes it: it depends on the class. */
    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        return new DefaultHttpRequest(
                HttpVersion.valueOf(initialLine[2]),
                HttpMethod.valueOf(initialLine[0]),
                initialLine[1],
                HeadersMultiMap.httpHeaders());
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return false;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both framings of a body");
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (visit.phase() == Visit.Phase.LEAVING) {
            in.skipBytes(in.readableBytes());
        } else if (!visit.mayAsk()) {
            hold(context, in);
        } else {
            int before = out.size();
            Problem problem = isInBody ? null : lookAtHead(in);
            if (problem == null) {
                super.decode(context, in, out);
                problem = lookAtDecoded(in, out, before);
            }
            if (problem != null) {
                refuse(context, in, out, before, problem);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        visit.isRead(context.channel().isWritable());
        super.channelWritabilityChanged(context);
    }

    /** What the client has sent when it ends is nobody's any more. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        super.handlerRemoved0(context);
        if (!isRenewed && context.channel().isActive()) {
            visit.upgraded();
        }
    }

    private @Nullable Problem lookAtHead(ByteBuf in) {
        if (visit.phase() != Visit.Phase.HEAD) {
            scan.reset();
            visit.headBegins();
        }
        Problem problem = scan.look(in);
        return problem == null && !visit.weighs(scan.weight()) ? Problem.UNAVAILABLE : problem;
    }

    private @Nullable Problem lookAtDecoded(ByteBuf in, List<Object> out, int before) {
        for (int i = before; i < out.size(); i++) {
            Problem problem = lookAt(out.get(i));
            if (problem != null) {
                return problem;
            }
        }
        if (!isInBody && visit.phase() == Visit.Phase.HEAD) {
            scan.left(in.readableBytes());
            return visit.weighs(scan.weight()) ? null : Problem.UNAVAILABLE;
        }
        return null;
    }

    private @Nullable Problem lookAt(Object decoded) {
        Problem problem = null;
        if (decoded instanceof HttpRequest request) {
            isInBody = true;
            bodyBytes = 0;
            mostBodyBytes = HeadLimits.bodyBytes(request.uri());
            hasGrown |= scan.wasLarge();
            visit.headEnds();
            sayClose(request.headers());
            problem = RequestCheck.problemOf(request);
            if (problem == null && !mayAsk.getAsBoolean()) {
                problem = Problem.TOO_MANY;
            }
        }
        if (problem == null && decoded instanceof HttpContent content) {
            problem = lookAtBody(content);
        }
        return problem;
    }

    /** Alone too: Vert.x does not find it in a list, and would not end the connection (RFC 9112 section 9.6). */
    private static void sayClose(HttpHeaders headers) {
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private @Nullable Problem lookAtBody(HttpContent content) {
        bodyBytes += content.content().readableBytes();
        if (content.decoderResult().isFailure()) {
            return Problem.BAD_REQUEST;
        }
        if (bodyBytes > mostBodyBytes) {
            return Problem.TOO_LARGE;
        }
        if (!visit.weighs(scan.weight() + bodyBytes * 3 / 2)) {
            return Problem.UNAVAILABLE;
        }
        if (content instanceof LastHttpContent) {
            isInBody = false;
            visit.requestEnds();
        }
        return null;
    }

    private void refuse(ChannelHandlerContext context, ByteBuf in, List<Object> out, int before, Problem problem) {
        while (out.size() > before) {
            ReferenceCountUtil.release(out.remove(out.size() - 1));
        }
        in.skipBytes(in.readableBytes());
        if (visit.hasAnswerBegun()) {
            Farewell.linger(context.channel(), visit);
        } else {
            Farewell.say(context.channel(), visit, problem);
        }
    }

    /** A client that sends on and on meanwhile is not read. */
    private void hold(ChannelHandlerContext context, ByteBuf in) {
        if (in.readableBytes() > MOST_WAITING_BYTES) {
            heldBack = true;
            context.channel().config().setAutoRead(false);
        }
    }

    /** The answer has ended: the next request may have come. */
    private void goOn(ChannelHandlerContext context) {
        if (context.isRemoved() || !visit.mayAsk()) {
            return;
        }
        if (heldBack) {
            heldBack = false;
            context.channel().config().setAutoRead(true);
        }
        if (hasGrown && visit.phase() == Visit.Phase.IDLE) {
            renew(context);
        } else if (actualReadableBytes() > 0) {
            decodeWhatWaits(context);
        }
    }

    private void decodeWhatWaits(ChannelHandlerContext context) {
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    /** The buffer of a long line would stay as long as the connection; what has come since goes to the next decoder. */
    private void renew(ChannelHandlerContext context) {
        isRenewed = true;
        context.pipeline().replace(this, NAME, new RequestDecoder(visit, limits, mayAsk));
    }

    /** Nobody here reads trailers: a request that has some is broken. */
    private enum NoTrailers implements HttpHeadersFactory {
        FACTORY;

        @Override
        public HttpHeaders newHeaders() {
            return EmptyHttpHeaders.INSTANCE;
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return EmptyHttpHeaders.INSTANCE;
        }
    }
}
