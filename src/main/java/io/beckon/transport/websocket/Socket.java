package io.beckon.transport.websocket;

import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.INVALID_PAYLOAD_DATA;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.json.StrictText;
import io.beckon.protocol.CloseCode;
import io.beckon.session.Closing;
import io.beckon.session.Connection;
import io.beckon.session.Edge;
import io.beckon.session.Intake;
import io.beckon.session.Session;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client's WebSocket, at the end of its channel's pipeline: frames in go to the session, frames out are taken from its outbox
 * while the channel can take more. After the close frame it reads on and discards for a while, so that the code arrives (RFC 6455
 * section 7.1.1).
 */
final class Socket extends ChannelInboundHandlerAdapter implements Connection {

    private static final System.Logger LOG = System.getLogger(Socket.class.getName());

    private static final long LINGER_SECONDS = 2;
    /** How long a client that does not read may keep a closed connection. */
    private static final long FLUSH_SECONDS = 60;

    /** How long a client may take to read what waits for it before its connection ends. */
    private static final long LAST_WORDS_SECONDS = 5;

    private static final int NO_STATUS = 1005;

    /** What a client that is being sent away may still say; beyond that it is not read any more. */
    private static final int MOST_DISCARDED_BYTES = 4 * 1024 * 1024;

    /** What a frame counts beside its content. */
    private static final int FRAME_BYTES = 64;

    private final Edge edge;
    private final Intake intake;
    private final Subprotocol subprotocol;
    private final Approach approach;
    private final Function<Socket, Session> opening;
    private final Runnable onGone;
    private final Message message;
    private final AtomicBoolean awake = new AtomicBoolean();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Session session;
    private @Nullable Runnable whenEmpty;
    private boolean closing;
    private boolean told;
    private boolean unflushed;
    private int discarded;

    Socket(
            Edge edge,
            Intake intake,
            Subprotocol subprotocol,
            Approach approach,
            int maxFrameBytes,
            Function<Socket, Session> opening,
            Runnable onGone) {
        this.edge = edge;
        this.intake = intake;
        this.subprotocol = subprotocol;
        this.approach = approach;
        this.message = new Message(maxFrameBytes);
        this.opening = opening;
        this.onGone = onGone;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        session = opening.apply(this);
        if (!context.channel().isActive()) {
            gone(Closing.LOST);
        }
    }

    @Override
    public Approach approach() {
        return approach;
    }

    @Override
    public Fact.Transport transport() {
        return Fact.Transport.WEBSOCKET;
    }

    // In

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        try {
            if (closing && frame instanceof CloseWebSocketFrame) {
                context.close();
            } else if (frame instanceof WebSocketFrame webSocketFrame) {
                if (closing || session().isClosed() && !(frame instanceof CloseWebSocketFrame)) {
                    discard(webSocketFrame);
                } else {
                    read(context, webSocketFrame);
                }
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    /** Nothing is taken from it any more, and the little that is read is so that it sees why. */
    private void discard(WebSocketFrame frame) {
        if (discarded <= MOST_DISCARDED_BYTES) {
            discarded += FRAME_BYTES + frame.content().readableBytes();
            keepReading(true);
        }
    }

    /** Of a client that has said too much since it was sent away nothing is read, whoever wants it. */
    private void keepReading(boolean wanted) {
        channel().channel().config().setAutoRead(wanted && discarded <= MOST_DISCARDED_BYTES);
    }

    private void read(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> data(text);
            case BinaryWebSocketFrame binary -> data(binary);
            case ContinuationWebSocketFrame continuation -> progress(message.next(continuation));
            case PingWebSocketFrame ping -> pong(context, ping);
            case PongWebSocketFrame pong -> intake.control(session());
            case CloseWebSocketFrame close -> closedByClient(context, close);
            default -> throw new IllegalStateException("unknown frame " + frame.getClass());
        }
    }

    private void data(WebSocketFrame frame) {
        if (!frame.isFinalFragment()) {
            progress(message.first(frame));
            return;
        }
        byte[] bytes = message.whole(frame);
        if (message.isBinary() || StrictText.isUtf8(bytes, 0, bytes.length)) {
            take(bytes);
        } else {
            close(INVALID_PAYLOAD_DATA.code(), INVALID_PAYLOAD_DATA.reasonText());
        }
    }

    private void progress(Message.Progress progress) {
        switch (progress) {
            case INCOMPLETE -> {
                if (!intake.part(session())) {
                    message.drop();
                }
            }
            case DROPPED -> intake.control(session());
            case COMPLETE -> take(message.take());
            case TOO_LARGE -> close(CloseCode.TOO_LARGE, "the message is too large");
        }
    }

    private void take(byte[] bytes) {
        if (message.isBinary() == (subprotocol == Subprotocol.CBOR)) {
            intake.frame(session(), bytes);
        } else {
            intake.wrongKind(
                    session(),
                    message.isBinary()
                            ? "a binary frame on a connection that speaks JSON"
                            : "a text frame on a connection that speaks CBOR");
        }
    }

    /** A client that asks for more than it may, or than it reads, gets no answer to all of it. */
    private void pong(ChannelHandlerContext context, PingWebSocketFrame ping) {
        if (intake.control(session()) && context.channel().isWritable()) {
            context.write(
                    new PongWebSocketFrame(ping.content().retain()),
                    context.channel().voidPromise());
            unflushed = true;
        }
    }

    private void closedByClient(ChannelHandlerContext context, CloseWebSocketFrame close) {
        int code = close.statusCode() < 0 ? NO_STATUS : close.statusCode();
        gone(new Closing(code, true));
        closing = true;
        CloseWebSocketFrame echo = code == NO_STATUS ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, "");
        context.writeAndFlush(echo).addListener(sent -> context.close());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            close(corrupted.closeStatus().code(), corrupted.closeStatus().reasonText());
        } else if (cause instanceof IOException) {
            context.close();
        } else {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a connection failed: sessionId=" + session().id(),
                    cause);
            close(CloseCode.INTERNAL_ERROR, "internal error");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone(Closing.LOST);
        context.fireChannelInactive();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // nothing is written by what follows in the pipeline
        if (unflushed) {
            unflushed = false;
            context.flush();
        }
    }

    // Out

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        drain();
    }

    @Override
    public void wake() {
        if (awake.compareAndSet(false, true)) {
            execute(this::drain);
        }
    }

    private void drain() {
        awake.set(false);
        ChannelHandlerContext channel = channel();
        boolean written = false;
        while (!closing && channel.channel().isWritable()) {
            byte[] next = session().outbox().poll();
            if (next == null) {
                finish();
                break;
            }
            channel.write(frame(next), channel.voidPromise());
            written = true;
        }
        if (written) {
            channel.flush();
        }
    }

    /** The outbox is empty: what was to happen then does. */
    private void finish() {
        Runnable last = whenEmpty;
        if (last != null) {
            last.run();
        }
    }

    private WebSocketFrame frame(byte[] bytes) {
        var content = Unpooled.wrappedBuffer(bytes);
        return subprotocol == Subprotocol.CBOR ? new BinaryWebSocketFrame(content) : new TextWebSocketFrame(content);
    }

    @Override
    public void ping() {
        execute(() -> {
            if (!closing && channel().channel().isWritable()) {
                channel().writeAndFlush(new PingWebSocketFrame());
            }
        });
    }

    @Override
    public void pauseReading() {
        onOwnThread(() -> keepReading(closing));
    }

    @Override
    public void resumeReading() {
        onOwnThread(() -> keepReading(true));
    }

    /** What was asked for on that thread is done at once, in the order in which it was asked for. */
    private void onOwnThread(Runnable action) {
        if (channel().executor().inEventLoop()) {
            action.run();
        } else {
            execute(action);
        }
    }

    @Override
    public long bytesUnderWay() {
        return channel().channel().bytesBeforeWritable();
    }

    @Override
    public void close(CloseCode code, String reason) {
        execute(() -> close(code.number(), reason));
    }

    @Override
    public void end(CloseCode code, String reason) {
        execute(() -> {
            whenEmpty = () -> close(code.number(), reason);
            drain();
            channel().executor().schedule(() -> close(code.number(), reason), LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        });
    }

    private void close(int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        gone(new Closing(code, false));
        ChannelHandlerContext channel = channel();
        keepReading(true);
        ChannelFuture sent = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
        sent.addListener(done -> closeAfter(channel, LINGER_SECONDS));
        closeAfter(channel, FLUSH_SECONDS);
    }

    private static void closeAfter(ChannelHandlerContext channel, long seconds) {
        if (channel.channel().isOpen()) {
            channel.executor().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
        }
    }

    @Override
    public void execute(Runnable action) {
        channel().executor().execute(action);
    }

    /** The session is told once. */
    private void gone(Closing how) {
        Session gone = session;
        if (gone != null && !told) {
            told = true;
            onGone.run();
            edge.closed(gone, how);
        }
    }

    private ChannelHandlerContext channel() {
        return Objects.requireNonNull(context);
    }

    private Session session() {
        return Objects.requireNonNull(session);
    }
}
