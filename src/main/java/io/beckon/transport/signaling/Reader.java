package io.beckon.transport.signaling;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.protocol.ErrorCode;
import io.beckon.room.RoomKey;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The request that reads for a client that polls, until it is over; a later one takes its place. Holds no thread. */
abstract class Reader implements PolledConnection.Waiting {

    final Vertx vertx;
    final Context context;
    final HttpServerResponse response;
    final Feed feed;
    final @Nullable String room;
    private final Session session;
    private final PolledConnection connection;
    private final Look look;
    private boolean over;
    private long timer = -1;

    /**
     * To be made on the request's thread.
     *
     * @param session that of a client that polls
     * @param room whose frames are wanted; {@code null}: all
     */
    Reader(
            Vertx vertx,
            HttpServerResponse response,
            PolledConnection connection,
            Session session,
            @Nullable String room) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = response;
        this.connection = connection;
        this.session = session;
        this.feed = Objects.requireNonNull(session.feed());
        this.room = room;
        this.look = new Look(context, this::readOn);
    }

    /** Says what is wrong with where it is to read on; auditors hear of it, unless that is just too long ago. */
    final void refuse(ErrorCode code, String message) {
        if (code != ErrorCode.RESUME_EXPIRED) {
            RoomKey about = room == null ? null : new RoomKey(session.caller().tenant(), room);
            session.note(new Fact.FrameRefused(new Id(code.wireName()), null, 1), about);
        }
        Refusal.answer(response, code, message, "after");
    }

    /** Answers with what is there, if anything. On the request's thread. */
    abstract void readOn();

    @Override
    public final void look() {
        look.request();
    }

    /** From now on it keeps the session, and is told what comes. */
    final void take() {
        connection.begins();
        response.closeHandler(gone -> finish());
        connection.reads(this);
    }

    final boolean isOver() {
        return over;
    }

    /** Until it is over. */
    final void timer(long id) {
        timer = id;
    }

    /** @return whether it was not over */
    final boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        vertx.cancelTimer(timer);
        connection.readsNoMore(this);
        connection.ends();
        return true;
    }
}
