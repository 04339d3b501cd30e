package io.beckon.transport.signaling;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
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
    private final Consumer<ServerMessage.ErrorMessage> failed;
    private final AnswerWaits all;
    private final long after;
    /** How far it has read, or has been read for it. */
    private volatile Cursor cursor;

    private boolean over;
    private long timer = -1;

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
            Consumer<ServerMessage.ErrorMessage> failed) {
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
            failed.accept(error(ErrorCode.RATE_LIMITED, "too many requests of this session wait", null));
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

    @Override
    public void replaced() {}

    @Override
    public void closed(CloseCode code, String reason) {
        context.runOnContext(now -> fail(ErrorCode.UNAVAILABLE, reason));
    }

    /** What has come already, which is much where the offer is an old one that was sent again: others have their turns between. */
    private void scan(int waitSeconds) {
        if (over) {
            return;
        }
        long millis = feed.waitToSearch(cursor, room);
        Feed.Reading reading = millis > 0 ? null : feed.search(cursor, room, Poll.MOST_MESSAGES);
        if (millis > 0) {
            fail(ErrorCode.RATE_LIMITED, "what came after this offer was looked through too often", millis);
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
        return type.equals(AnswerWaits.CLOSED) || pc.equals(Frames.text(frame, "pc"));
    }

    private void take(JsonObject frame, String type) {
        if (over || !isAbout(frame, type)) {
            return;
        }
        switch (type) {
            case AnswerWaits.CLOSED -> fail(ErrorCode.ROOM_CLOSED, "the room was closed");
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
        fail(code, message, null);
    }

    private void fail(ErrorCode code, String message, @Nullable Long retryAfterMs) {
        if (finish()) {
            failed.accept(error(code, message, retryAfterMs));
        }
    }

    private ServerMessage.ErrorMessage error(ErrorCode code, String message, @Nullable Long retryAfterMs) {
        return new ServerMessage.ErrorMessage(null, code, message, null, room, code.isRetryable(), retryAfterMs);
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
