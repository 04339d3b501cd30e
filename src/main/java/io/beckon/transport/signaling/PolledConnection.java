package io.beckon.transport.signaling;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.protocol.CloseCode;
import io.beckon.session.Closing;
import io.beckon.session.Connection;
import io.beckon.session.Edge;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a session whose client polls: none, but for the requests that it makes. It lasts while one is under way, and for a
 * while after the last.
 */
public final class PolledConnection implements Connection {

    /** Maximum number of requests of a session that wait for frames at once. */
    static final int MOST_WAITING = 16;

    private final Context context;
    private final Edge edge;
    private final Approach approach;
    private final Runnable onGone;
    private final LongSupplier clock;
    private final AtomicBoolean gone = new AtomicBoolean();
    /** The one request that reads for the client. */
    private final AtomicReference<@Nullable Waiting> reader = new AtomicReference<>();

    private final List<Waiting> others = new CopyOnWriteArrayList<>();
    private @Nullable AnswerWaits answers;
    private int underWay;
    private long heard;
    private volatile long readSince;
    private volatile @Nullable Session session;
    private volatile boolean cameToSay;

    /** A request that waits for something to come. All methods may be called from any thread. */
    public interface Waiting {

        /** There may be something. */
        void look();

        /** Another request has taken its place. */
        void replaced();

        /** The session has ended, or went on elsewhere. */
        void closed(CloseCode code, String reason);
    }

    /**
     * @param context on whose thread the session's frames are taken
     * @param onGone runs once, when it has ended
     */
    PolledConnection(Context context, Edge edge, Approach approach, Runnable onGone, LongSupplier clock) {
        this.context = context;
        this.edge = edge;
        this.approach = approach;
        this.onGone = onGone;
        this.clock = clock;
        this.heard = clock.getAsLong();
    }

    boolean isGone() {
        return gone.get();
    }

    void opened(Session opened) {
        session = opened;
    }

    /** The session is here for a request that said something, and perhaps not with all of its rooms. */
    void cameToSay() {
        cameToSay = true;
    }

    /** It has been looked for rooms that it had left behind. */
    void isWhole() {
        cameToSay = false;
    }

    boolean mayLackRooms() {
        return cameToSay;
    }

    // Requests

    /** A request has begun that keeps the session. */
    public synchronized void begins() {
        underWay++;
        heard = clock.getAsLong();
    }

    public synchronized void ends() {
        underWay--;
        heard = clock.getAsLong();
    }

    /** Whether no request has been under way since a time. */
    synchronized boolean isSilentSince(long time) {
        return underWay == 0 && heard - time < 0;
    }

    /** A request reads for the client from now on; the one that did so ends. */
    void reads(Waiting next) {
        readSince = clock.getAsLong();
        Waiting before = reader.getAndSet(next);
        if (before != null) {
            before.replaced();
        }
        if (gone.get() && reader.compareAndSet(next, null)) {
            next.closed(CloseCode.TRY_AGAIN_LATER, "the session has ended");
        }
    }

    /** One that has read since before a time ends as if another took its place: nobody may be there any more. */
    void endReaderFrom(long time) {
        Waiting current = reader.get();
        if (current != null && readSince - time < 0) {
            current.replaced();
        }
    }

    /** Whether one does so now. */
    boolean isBeingRead() {
        return reader.get() != null;
    }

    /** It does so no more. */
    void readsNoMore(Waiting ended) {
        reader.compareAndSet(ended, null);
    }

    /** Another request waits for something beside the reader. @return false when there are too many */
    public boolean waits(Waiting another) {
        synchronized (others) {
            if (others.size() >= MOST_WAITING) {
                return false;
            }
            others.add(another);
        }
        if (gone.get() && others.remove(another)) {
            another.closed(CloseCode.TRY_AGAIN_LATER, "the session has ended");
        }
        return true;
    }

    /** Those of them that wait for answers to offers. */
    synchronized AnswerWaits answers(Feed feed) {
        AnswerWaits known = answers;
        if (known == null) {
            known = new AnswerWaits(context, feed);
            answers = known;
        }
        return known;
    }

    public void waitsNoMore(Waiting ended) {
        others.remove(ended);
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
        return Fact.Transport.HTTP;
    }

    @Override
    public boolean isPolled() {
        return true;
    }

    @Override
    public void wake() {
        Waiting current = reader.get();
        if (current != null) {
            current.look();
        }
        others.forEach(Waiting::look);
    }

    /** Requests wait for their answers themselves. */
    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void ping() {}

    @Override
    public void close(CloseCode code, String reason) {
        if (!gone.compareAndSet(false, true)) {
            return;
        }
        execute(() -> {
            onGone.run();
            Session ended = session;
            if (ended != null) {
                edge.closed(ended, new Closing(code.number(), false));
            }
            Waiting current = reader.getAndSet(null);
            if (current != null) {
                current.closed(code, reason);
            }
            others.forEach(waiting -> {
                if (others.remove(waiting)) {
                    waiting.closed(code, reason);
                }
            });
        });
    }

    @Override
    public void end(CloseCode code, String reason) {
        wake();
        close(code, reason);
    }

    /** The client has no use for it: it has left all rooms. */
    public void discard() {
        if (gone.compareAndSet(false, true)) {
            execute(() -> {
                onGone.run();
                Session ended = session;
                if (ended != null) {
                    edge.closed(ended, new Closing(CloseCode.NORMAL.number(), true));
                }
            });
        }
    }
}
