package io.beckon.transport.door;

import io.beckon.transport.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection on its way from request to request, and the time that each part may take. Belongs to the connection's event loop.
 *
 * <pre>
 * ARRIVING ──▶ HEAD ──▶ BODY ──▶ ANSWER ──▶ IDLE ──▶ HEAD …
 *                                  └──▶ UPGRADED          any ──▶ LEAVING
 * </pre>
 */
final class Visit extends Guest {

    /** So much is not worth counting. */
    private static final long LIGHT_BYTES = 4096;

    /** So much of an answer waits to be read before its source is asked for more. */
    static final WriteBufferWaterMark SMALL = new WriteBufferWaterMark(8 * 1024, 16 * 1024);

    enum Phase {
        /** No byte of its first request has come; a TLS handshake may be under way. */
        ARRIVING,
        HEAD,
        BODY,
        /** The request is whole. */
        ANSWER,
        IDLE,
        UPGRADED,
        LEAVING
    }

    private final Channel channel;
    private final Guests guests;
    private final LongSupplier clock;
    private final long patience;
    private Phase phase = Phase.ARRIVING;
    private boolean hasAnswerBegun;
    private boolean hasAnswerEnded;
    /** When the present part has to be over. */
    private long deadline;

    private @Nullable Future<?> watch;
    /** What waited to be read by the client when last looked at. */
    private long unread;

    private long weighed;
    private @Nullable Runnable onIdle;

    /** @param clock nanoseconds, monotonic */
    Visit(String address, Channel channel, Guests guests, DoorRules rules, LongSupplier clock) {
        super(address);
        this.channel = channel;
        this.guests = guests;
        this.clock = clock;
        this.patience = rules.requestTimeout().toNanos();
    }

    Phase phase() {
        return phase;
    }

    /** The connection is there. */
    void arrives() {
        limit();
    }

    /** @param next what to do when an answer has ended and the next request may come */
    void onIdle(Runnable next) {
        onIdle = next;
    }

    /** The first byte of a request. */
    void headBegins() {
        if (phase == Phase.IDLE) {
            limit();
            guests.waits(this);
        }
        phase = Phase.HEAD;
        hasAnswerBegun = false;
        hasAnswerEnded = false;
    }

    void headEnds() {
        phase = Phase.BODY;
        limit();
    }

    /** The request is whole. */
    void requestEnds() {
        phase = Phase.ANSWER;
        limit();
        unread = 0;
        guests.isAnswered(this);
        if (hasAnswerEnded) {
            idles();
        }
    }

    void answerBegins() {
        hasAnswerBegun = true;
    }

    void answerEnds() {
        hasAnswerEnded = true;
        if (phase == Phase.ANSWER) {
            idles();
        }
    }

    boolean hasAnswerBegun() {
        return hasAnswerBegun;
    }

    void upgraded() {
        if (phase != Phase.LEAVING) {
            phase = Phase.UPGRADED;
            channel.config().setWriteBufferWaterMark(WriteBufferWaterMark.DEFAULT);
            guests.upgraded(this);
            waitsForNothing();
        }
    }

    /** Whether the client has to read before more can be written to it. */
    void isRead(boolean enough) {
        if (phase != Phase.ANSWER && phase != Phase.IDLE) {
            return;
        }
        if (phase == Phase.ANSWER && enough) {
            guests.isAnswered(this);
        } else if (phase == Phase.ANSWER) {
            guests.waits(this);
        }
        weighsUnread();
        if (enough) {
            goOn();
        }
    }

    /** More of an answer was handed over, of whatever size: that it does not fit into the socket's buffer is said only once. */
    void isWritten() {
        if (!channel.isWritable() && (phase == Phase.ANSWER || phase == Phase.IDLE)) {
            weighsUnread();
        }
    }

    /** What was written stays in memory until the client reads it. */
    private void weighsUnread() {
        long bytes = channel.isWritable() ? 0 : pendingBytes();
        if (!guests.weighs(this, weighed + bytes) && bytes > 0) {
            end();
        }
    }

    /** TLS would write its farewell behind what is not read, and wait for that. */
    private void end() {
        if (channel.isWritable()) {
            channel.close();
        } else {
            channel.unsafe().close(channel.voidPromise());
        }
    }

    private long pendingBytes() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** Whether the next request may be looked at. */
    boolean mayAsk() {
        return phase != Phase.ANSWER && (phase != Phase.IDLE || channel.isWritable());
    }

    /** The connection has ended: what it holds must not wait for the time that was set. */
    void ends() {
        guests.left(this);
        waitsForNothing();
    }

    private void waitsForNothing() {
        onIdle = null;
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }

    /** Nothing more is taken from it. */
    void leaves() {
        phase = Phase.LEAVING;
    }

    /** What its request takes on the heap now; whether there is room for that. */
    boolean weighs(long bytes) {
        if (bytes < weighed + LIGHT_BYTES) {
            return true;
        }
        weighed = bytes;
        return guests.weighs(this, bytes);
    }

    @Override
    void sendAway() {
        channel.eventLoop().execute(() -> {
            if (channel.pipeline().get(SslHandler.class) == null && phase == Phase.HEAD) {
                Farewell.sayAndEnd(channel, Problem.UNAVAILABLE);
            } else {
                end();
            }
            leaves();
        });
    }

    private void idles() {
        phase = Phase.IDLE;
        weighed = 0;
        guests.waits(this);
        limit();
        weighsUnread();
        goOn();
    }

    private void goOn() {
        if (onIdle != null && mayAsk()) {
            channel.eventLoop().execute(onIdle);
        }
    }

    private void limit() {
        deadline = clock.getAsLong() + patience;
        if (watch == null) {
            lookAgain(patience);
        }
    }

    private void lookAgain(long nanos) {
        watch = channel.eventLoop().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long left = deadline - clock.getAsLong();
        boolean limited = phase == Phase.IDLE ? pendingBytes() > 0 : phase != Phase.UPGRADED && phase != Phase.LEAVING;
        if (!limited || !channel.isOpen()) {
            watch = null;
        } else if (left > 0) {
            lookAgain(left);
        } else {
            isOver();
        }
    }

    private void isOver() {
        switch (phase) {
            case HEAD -> Farewell.say(channel, this, Problem.TOO_SLOW);
            case BODY -> {
                if (hasAnswerBegun) {
                    channel.close();
                } else {
                    Farewell.say(channel, this, Problem.TOO_SLOW);
                }
            }
            case ANSWER, IDLE -> {
                long now = unread();
                if (now != 0 && now == unread) {
                    end();
                } else {
                    unread = now;
                    deadline = clock.getAsLong() + patience;
                    lookAgain(patience);
                }
            }
            default -> channel.close();
        }
    }

    /** Something that changes as the client reads; 0: nothing waits for it to do so. */
    private long unread() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (waiting == null || waiting.totalPendingWriteBytes() == 0) {
            return 0;
        }
        return 31L * (31L * System.identityHashCode(waiting.current()) + waiting.currentProgress())
                + waiting.totalPendingWriteBytes();
    }
}
