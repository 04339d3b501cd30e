package io.beckon.transport.signaling;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.session.Cursor;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A long poll: answered when there is something, at the latest after its time. Holds no thread. */
final class Poll extends Reader {

    static final int MOST_MESSAGES = 256;

    static final String TOO_OLD = "what comes after this is not kept any more: join anew";

    private static final long SECOND_MILLIS = 1000;

    private final Cursor cursor;

    /**
     * To be made on the request's thread.
     *
     * @param room whose frames are wanted; {@code null}: all
     */
    Poll(
            Vertx vertx,
            HttpServerResponse response,
            PolledConnection connection,
            Session session,
            Cursor cursor,
            @Nullable String room) {
        super(vertx, response, connection, session, room);
        this.cursor = cursor;
    }

    void begin(int waitSeconds) {
        take();
        answerIfAny(waitSeconds == 0);
        if (!isOver()) {
            timer(vertx.setTimer(waitSeconds * SECOND_MILLIS, late -> answerIfAny(true)));
        }
    }

    @Override
    void readOn() {
        answerIfAny(false);
    }

    @Override
    public void replaced() {
        context.runOnContext(now -> answerIfAny(true));
    }

    @Override
    public void closed(CloseCode code, String reason) {
        context.runOnContext(now -> {
            answerIfAny(false);
            if (finish()) {
                Refusal.closed(response, code, reason);
            }
        });
    }

    /** @param anyway also with nothing */
    private void answerIfAny(boolean anyway) {
        if (isOver()) {
            return;
        }
        Feed.Reading reading;
        try {
            reading = feed.handOut(cursor, room, MOST_MESSAGES);
        } catch (IllegalArgumentException e) {
            finish();
            refuse(ErrorCode.BAD_MESSAGE, String.valueOf(e.getMessage()));
            return;
        }
        if (reading == null) {
            finish();
            refuse(ErrorCode.RESUME_EXPIRED, TOO_OLD);
        } else if (anyway || !reading.items().isEmpty()) {
            finish();
            answer(reading);
        }
    }

    private void answer(Feed.Reading reading) {
        if (response.ended() || response.closed()) {
            return;
        }
        Buffer body = Buffer.buffer("{\"messages\":[");
        boolean first = true;
        for (Feed.Item item : reading.items()) {
            if (!first) {
                body.appendByte((byte) ',');
            }
            first = false;
            body.appendBytes(item.json());
        }
        body.appendString("],\"next\":")
                .appendString(JsonObject.of("v", reading.next().text()).encode().substring("{\"v\":".length()));
        response.putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
