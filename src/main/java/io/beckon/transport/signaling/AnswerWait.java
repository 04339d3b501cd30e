package io.beckon.transport.signaling;

import io.beckon.following.Wording;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.OfferStanding;
import io.beckon.session.Cursor;
import io.beckon.session.Feed;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that waits for the answer to its offer, beside the {@link AnswerWaits others} of its session. Holds no thread. */
final class AnswerWait implements PolledConnection.Waiting {

    private static final long SECOND_MILLIS = 1000;

    private final Context context;
    private final Vertx vertx;
    private final PolledConnection connection;
    private final Feed feed;
    private final String room;
    private final String pc;
    private final @Nullable String to;
    private final Consumer<JsonObject> answered;
    private final Consumer<Failure> failed;
    private final AnswerWaits all;
    private final long after;
    /** How far it has read, or has been read for it. */
    private volatile Cursor cursor;

    private boolean over;
    private long timer = -1;

    /**
     * Why there is no answer.
     *
     * @param close with what the session has ended; {@code null}: it has not
     */
    record Failure(
            ServerMessage.ErrorMessage error, @Nullable CloseCode close) {}

    /**
     * @param to for whom alone the offer is, whose refusal is the end of it; {@code null}: it names nobody
     * @param after the place of the offer
     */
    AnswerWait(
            Vertx vertx,
            PolledConnection connection,
            Feed feed,
            String room,
            String pc,
            @Nullable String to,
            long after,
            Consumer<JsonObject> answered,
            Consumer<Failure> failed) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.all = connection.answers(feed);
        this.after = after;
        this.connection = connection;
        this.feed = feed;
        this.room = room;
        this.pc = pc;
        this.to = to;
        this.cursor = Cursor.parse(Long.toString(after));
        this.answered = answered;
        this.failed = failed;
    }

    void begin(int waitSeconds) {
        if (!connection.waits(this)) {
            failed.accept(failure(ErrorCode.RATE_LIMITED, "too many requests of this session wait", null));
            return;
        }
        connection.begins();
        scan(waitSeconds);
    }

    /** The client is gone. */
    void giveUp() {
        finish();
    }

    @Override
    public void look() {
        all.look();
    }

    String room() {
        return room;
    }

    Cursor cursor() {
        return cursor;
    }

    long seen() {
        return cursor.seq() == null ? cursor.seen(room) : after;
    }

    void readTo(Cursor next) {
        if (next.seen(room) > seen()) {
            cursor = next;
        }
    }

    /** A frame at a place of the room, told from any thread. */
    void offered(JsonObject frame, String type, long place) {
        if (place > after && isAbout(frame, type)) {
            context.runOnContext(now -> take(frame.copy(), type));
        }
    }

    /** What comes next is not kept any more. */
    void tooOld() {
        context.runOnContext(now -> fail(ErrorCode.RESUME_EXPIRED, Poll.TOO_OLD));
    }

    /** @param joined the place from which on its session is in the room; the offer may be of an earlier stay. From any thread */
    void isIn(long joined) {
        if (after < joined) {
            context.runOnContext(now -> fail(ErrorCode.NOT_IN_ROOM, "you are not in this room any more"));
        }
    }

    /** How it stands with the offer now. From any thread. */
    OfferStanding standing() {
        return feed.offers(room, to, pc);
    }

    /** @param standing how it stood when all was said that has been read. From any thread */
    void stood(OfferStanding standing) {
        switch (standing) {
            case OPEN -> {}
            case SETTLED ->
                context.runOnContext(
                        now -> fail(ErrorCode.WRONG_STATE, "the offer does not wait for an answer any more"));
            case NOBODY ->
                context.runOnContext(now -> fail(failure(
                        ErrorCode.NO_SUCH_PEER,
                        "nobody is there any more who could answer",
                        to == null ? null : "to")));
        }
    }

    @Override
    public void replaced() {}

    @Override
    public void closed(CloseCode code, String reason) {
        context.runOnContext(now ->
                fail(new Failure(failure(Refusal.codeOf(code), reason, null).error(), code)));
    }

    /** What has come already, which is much where the offer is an old one that was sent again: others have their turns between. */
    private void scan(int waitSeconds) {
        if (over) {
            return;
        }
        long millis = feed.waitToSearch(cursor, room);
        Feed.Reading reading = millis > 0 ? null : feed.search(cursor, room, Poll.MOST_MESSAGES);
        if (millis > 0) {
            fail(new Failure(tooOften(millis), null));
        } else if (reading == null) {
            fail(ErrorCode.RESUME_EXPIRED, Poll.TOO_OLD);
        } else if (reading.items().isEmpty()) {
            readTo(reading.next());
            waitFor(waitSeconds);
        } else {
            readTo(reading.next());
            AnswerWaits.forEach(reading, (frame, item) -> take(frame, item.type()));
            context.runOnContext(now -> scan(waitSeconds));
        }
    }

    private void waitFor(int seconds) {
        all.add(this);
        timer = vertx.setTimer(
                Math.max(1, seconds * SECOND_MILLIS),
                late -> fail(ErrorCode.TIMEOUT, "nobody has answered within " + seconds + " s"));
    }

    private boolean isAbout(JsonObject frame, String type) {
        return switch (type) {
            case AnswerWaits.CLOSED -> true;
            case AnswerWaits.LEFT -> Frames.text(frame, "peer").equals(to);
            default -> pc.equals(Frames.text(frame, "pc"));
        };
    }

    private void take(JsonObject frame, String type) {
        if (over || !isAbout(frame, type)) {
            return;
        }
        switch (type) {
            case AnswerWaits.CLOSED -> fail(ErrorCode.ROOM_CLOSED, "the room was closed");
            case AnswerWaits.LEFT -> fail(failure(ErrorCode.NO_SUCH_PEER, "the participant has left the room", "to"));
            case "answer" -> {
                boolean isFinal =
                        Frames.text(frame.getJsonObject("answer"), "type").equals("answer");
                if (isFinal && isOf(Frames.text(frame, "from")) && finish()) {
                    answered.accept(frame);
                }
            }
            case "reject" -> {
                if (to != null && isOf(Frames.text(frame, "from"))) {
                    fail(ErrorCode.WRONG_STATE, "the offer was rejected");
                }
            }
            case "negotiation" -> {
                if (Frames.text(frame, "state").equals("timeout") && isOf(Frames.to(frame))) {
                    fail(ErrorCode.TIMEOUT, "nobody has answered in time");
                }
            }
            default -> {}
        }
    }

    /** Another offer of the same {@code pc} may be for somebody else. */
    private boolean isOf(@Nullable String peer) {
        return to == null || to.equals(peer);
    }

    private void fail(ErrorCode code, String message) {
        fail(failure(code, message, null));
    }

    private void fail(Failure failure) {
        if (finish()) {
            failed.accept(failure);
        }
    }

    private Failure failure(ErrorCode code, String message, @Nullable String field) {
        return new Failure(Wording.error(null, room, code, message, field), null);
    }

    private ServerMessage.ErrorMessage tooOften(long waitMillis) {
        return new ServerMessage.ErrorMessage(
                null,
                ErrorCode.RATE_LIMITED,
                "what came after this offer was looked through too often",
                null,
                room,
                true,
                waitMillis);
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        vertx.cancelTimer(timer);
        all.remove(this);
        connection.waitsNoMore(this);
        connection.ends();
        return true;
    }
}
