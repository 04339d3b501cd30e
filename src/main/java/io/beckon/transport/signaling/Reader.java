package io.beckon.transport.signaling;

import io.beckon.session.Feed;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The request that reads for a client that polls, until it is over; a later one takes its place. Holds no thread. */
abstract class Reader implements PolledConnection.Waiting {

    final Vertx vertx;
    final Context context;
    final HttpServerResponse response;
    final Feed feed;
    final @Nullable String room;
    private final PolledConnection connection;
    private final Look look;
    private boolean over;
    private long timer = -1;

    /**
     * To be made on the request's thread.
     *
     * @param room whose frames are wanted; {@code null}: all
     */
    Reader(Vertx vertx, HttpServerResponse response, PolledConnection connection, Feed feed, @Nullable String room) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = response;
        this.connection = connection;
        this.feed = feed;
        this.room = room;
        this.look = new Look(context, this::readOn);
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
