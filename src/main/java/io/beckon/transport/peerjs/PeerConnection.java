package io.beckon.transport.peerjs;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.protocol.CloseCode;
import io.beckon.room.Footprint;
import io.beckon.room.LeaveReason;
import io.beckon.session.Closing;
import io.beckon.session.Connection;
import io.beckon.session.Edge;
import io.beckon.session.Session;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a PeerJS client. What comes out of its session's outbox is given to the extension only as far as that has got rid of
 * what it was given before, for it has a queue without a bound; and as it cannot stop reading, a client that goes on while its frames
 * are not answered is sent away. All of it on one thread, but for what {@link Connection} says.
 */
final class PeerConnection implements Connection {

    /** Bytes that the extension may have at once. */
    static final int MOST_UNDER_WAY = 64 * 1024;

    /** What a client may say while it is not read, or not let in yet. */
    static final int MOST_UNREAD = 256;

    static final int MOST_UNREAD_BYTES = 4 * 1024 * 1024;

    /** What it may say before it is let in, when nobody may know yet who it is. PeerJS itself says nothing before. */
    static final int MOST_EARLY_BYTES = 64 * 1024;

    /** Heartbeats. Browsers let a timer of a page that nobody sees run once a minute, and PeerJS' signs of life hang on one. */
    private static final int PATIENCE = 4;

    /** How long a client may take to read what waits for it before its connection ends. */
    private static final long LAST_WORDS_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private static final int FRAME_BYTES = 64;

    private final Line line;
    private final Vertx vertx;
    private final Context context;
    private final Edge edge;
    private final Approach approach;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Arrived arrived = new Arrived();
    private final Asking asking;
    private final ArrayDeque<String> early = new ArrayDeque<>(0);
    private Runnable onGone = () -> {};
    private volatile @Nullable Session session;
    private @Nullable Consumer<String> listener;
    private volatile long underWay;
    private volatile boolean paused;
    private boolean ignored;
    private boolean drains;
    private int unread;
    private int unreadBytes;
    private @Nullable Runnable whenSaid;

    PeerConnection(Line line, Vertx vertx, Context context, Edge edge, Approach approach) {
        this.line = line;
        this.vertx = vertx;
        this.context = context;
        this.edge = edge;
        this.approach = approach;
        this.asking = new Asking(line, arrived, action -> vertx.setTimer(Asking.PAUSE_MILLIS, due -> execute(action)));
    }

    boolean isGone() {
        return gone.get();
    }

    /** It takes a place that is given up when it has ended. @return false if it has ended already */
    boolean holds(Runnable place) {
        onGone = place;
        return !isGone();
    }

    void begins(Session opened) {
        session = opened;
        if (isGone()) {
            edge.closed(opened, Closing.LOST);
        }
    }

    /** How far its client has got. */
    Arrived arrived() {
        return arrived;
    }

    /**
     * The client is let in: it is told so, and what it has said since it has connected is taken now.
     *
     * @param next takes what it says
     */
    void opens(Consumer<String> next) {
        listener = next;
        write(Notice.OPEN);
        while (!early.isEmpty() && !isGone()) {
            next.accept(early.removeFirst());
        }
        unread = 0;
        unreadBytes = 0;
        drain();
    }

    // In

    void heard(String text) {
        Consumer<String> current = listener;
        if (isGone() || ignored) {
            return;
        }
        boolean waits = current == null || paused;
        unread = waits ? unread + 1 : 0;
        unreadBytes = waits ? unreadBytes + Footprint.text(text) + FRAME_BYTES : 0;
        if (unread > MOST_UNREAD || unreadBytes > (current == null ? MOST_EARLY_BYTES : MOST_UNREAD_BYTES)) {
            close(CloseCode.ABUSE, "too much is said without an answer");
        } else if (current == null) {
            early.addLast(text);
        } else {
            current.accept(text);
        }
    }

    /**
     * The client has closed it, or is gone.
     *
     * @param code 0: without a word
     */
    void lost(int code) {
        if (gone.compareAndSet(false, true)) {
            finish(new Closing(code, true));
        }
    }

    private void finish(Closing how) {
        early.clear();
        onGone.run();
        Session ended = session;
        if (ended != null) {
            edge.closed(ended, how);
        }
    }

    // Out

    /** @return false if the connection has ended before */
    private boolean write(String text) {
        if (isGone()) {
            return false;
        }
        int length = text.length() + FRAME_BYTES;
        underWay += length;
        line.send(text).whenComplete((sent, failure) -> {
            if (context instanceof ContextInternal own && own.inThread()) {
                left(length);
            } else {
                execute(() -> left(length));
            }
        });
        return true;
    }

    /** Something has left: what has waited for that goes on. */
    private void left(int length) {
        boolean goesOn = underWay >= MOST_UNDER_WAY || whenSaid != null;
        underWay -= length;
        if (goesOn) {
            drain();
        }
    }

    @Override
    public void wake() {
        if (!awake.getAndSet(true)) {
            execute(this::drain);
        }
    }

    private void drain() {
        awake.set(false);
        Session current = session;
        if (current == null || listener == null || isGone() || drains) {
            return; // or something has left at once, while it was written
        }
        drains = true;
        try {
            while (underWay < MOST_UNDER_WAY && pass(current, current.outbox().poll())) {}
        } finally {
            drains = false;
        }
        asking.follow();
        Runnable last = whenSaid;
        if (last != null && underWay == 0) {
            last.run();
        }
    }

    /** @return false if there is none to be passed on, or nobody to pass it on to */
    private boolean pass(Session from, byte @Nullable [] frame) {
        if (frame == null) {
            return false;
        }
        if (frame == PeerJsCodec.OVER) {
            from.endForGood(CloseCode.NORMAL, "no longer a participant", LeaveReason.LEFT);
            return true;
        }
        String text = PeerJsCodec.text(frame);
        boolean isWritten = !text.isEmpty();
        if (isWritten && !write(text)) {
            return false;
        }
        long seq = PeerJsCodec.seq(frame);
        if (seq != PeerJsCodec.NOT_OF_A_ROOM) {
            arrived.passed(seq, isWritten);
        }
        return true;
    }

    /** Whatever the client has said and says is for nobody: it will be refused, or is on its way out. */
    void ignores() {
        ignored = true;
        early.clear();
    }

    /** Ends it once the client was told why. */
    void refuse(String notice) {
        end(notice, CloseCode.NORMAL, "");
    }

    /**
     * Ends it where the client may come back. PeerJS gives up for good if the first that it hears is an {@code ERROR}; one whose connection
     * only ends can connect again, and shows the reason in its console.
     */
    void putOff(String why) {
        end(Notice.warning(why), CloseCode.TRY_AGAIN_LATER, CloseCode.reason(why));
    }

    private void end(String notice, CloseCode code, String reason) {
        if (!isGone()) {
            line.send(notice).whenComplete((sent, failure) -> close(code, reason));
        }
    }

    // The session's side

    @Override
    public void execute(Runnable action) {
        context.runOnContext(now -> action.run());
    }

    @Override
    public Approach approach() {
        return approach;
    }

    @Override
    public Fact.Transport transport() {
        return Fact.Transport.PEERJS;
    }

    @Override
    public int patience() {
        return PATIENCE;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
    }

    @Override
    public long bytesUnderWay() {
        return underWay;
    }

    @Override
    public void ping() {
        execute(asking::ask);
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (gone.compareAndSet(false, true)) {
            execute(() -> {
                asking.ask();
                line.close(code.number(), reason);
                finish(new Closing(code.number(), false));
            });
        }
    }

    @Override
    public void end(CloseCode code, String reason) {
        execute(() -> {
            ignores();
            long timer = vertx.setTimer(LAST_WORDS_MILLIS, late -> close(code, reason));
            whenSaid = () -> {
                vertx.cancelTimer(timer);
                close(code, reason);
            };
            if (listener == null) {
                Objects.requireNonNull(whenSaid).run();
            } else {
                drain();
            }
        });
    }
}
