package io.beckon.transport.signaling;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
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
     * @param field of the offer that it is about; {@code null}: of none
     * @param close with what the session has ended; {@code null}: it has not
     */
    record Failure(
            ErrorCode code,
            String message,
            @Nullable String field,
            @Nullable CloseCode close) {}

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
            failed.accept(new Failure(ErrorCode.RATE_LIMITED, "too many requests of this session wait", null, null));
            return;
        }
        connection.begins();
        scan();
        if (!over) {
            all.add(this);
            timer = vertx.setTimer(
                    Math.max(1, waitSeconds * SECOND_MILLIS),
                    late -> fail(ErrorCode.TIMEOUT, "nobody has answered within " + waitSeconds + " s"));
        }
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
        cursor = next;
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

    @Override
    public void replaced() {}

    @Override
    public void closed(CloseCode code, String reason) {
        context.runOnContext(now -> fail(new Failure(Refusal.codeOf(code), reason, null, code)));
    }

    private void scan() {
        while (!over) {
            Feed.Reading reading = feed.read(cursor, room, Poll.MOST_MESSAGES);
            if (reading == null) {
                fail(ErrorCode.RESUME_EXPIRED, Poll.TOO_OLD);
                return;
            }
            if (reading.items().isEmpty()) {
                return;
            }
            cursor = reading.next();
            AnswerWaits.forEach(reading, (frame, item) -> take(frame, item.type()));
        }
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
            case AnswerWaits.LEFT ->
                fail(new Failure(ErrorCode.NO_SUCH_PEER, "the participant has left the room", "to", null));
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
        fail(new Failure(code, message, null, null));
    }

    private void fail(Failure failure) {
        if (finish()) {
            failed.accept(failure);
        }
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
