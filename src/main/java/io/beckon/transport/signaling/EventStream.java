package io.beckon.transport.signaling;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.session.Cursor;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (HTML standard, section 9.2): each frame as it comes, as fast as the client reads, and what it has got before as
 * fast as its user may read that. Nothing waits for it: what it has not read is in the rooms' history.
 */
final class EventStream extends Reader {

    private static final long COMMENT_MILLIS = 15_000;
    private static final int CHUNK = 32;

    private final HttpServerRequest request;
    private Cursor cursor;
    private boolean begun;
    /** What comes next was read too often; it is tried again in a while. */
    private boolean waits;

    /**
     * To be made on the request's thread.
     *
     * @param room whose frames are wanted; {@code null}: all
     */
    EventStream(
            Vertx vertx,
            HttpServerRequest request,
            PolledConnection connection,
            Session session,
            Cursor cursor,
            @Nullable String room) {
        super(vertx, request.response(), connection, session, room);
        this.request = request;
        this.cursor = cursor;
    }

    void begin() {
        take();
        response.exceptionHandler(broken -> finish());
        readOn();
        if (!isOver()) {
            response.drainHandler(ready -> readOn());
            timer(vertx.setPeriodic(COMMENT_MILLIS, late -> comment()));
        }
    }

    @Override
    public void replaced() {
        context.runOnContext(now -> end());
    }

    @Override
    public void closed(CloseCode code, String reason) {
        context.runOnContext(now -> {
            readOn();
            if (!begun && finish()) {
                Refusal.closed(response, code, reason);
            }
            end();
        });
    }

    @Override
    void readOn() {
        while (!isOver() && !waits && !response.writeQueueFull()) {
            Feed.Reading reading = read();
            if (reading == null) {
                return;
            }
            if (!begun) {
                begun = true;
                response.setChunked(true)
                        .putHeader("Content-Type", "text/event-stream")
                        .putHeader("Cache-Control", "no-store")
                        .putHeader("X-Accel-Buffering", "no")
                        .write(":\n\n");
            }
            cursor = reading.next();
            if (reading.items().isEmpty()) {
                return;
            }
            Buffer events = Buffer.buffer();
            reading.items()
                    .forEach(item -> events.appendString("id: ")
                            .appendString(item.cursor().text())
                            .appendString("\nevent: ")
                            .appendString(item.type())
                            .appendString("\ndata: ")
                            .appendBytes(item.json())
                            .appendString("\n\n"));
            response.write(events);
        }
    }

    private Feed.@Nullable Reading read() {
        try {
            long millis = begun ? feed.waitMillis(cursor, room) : 0;
            if (millis > 0) {
                waits = true;
                vertx.setTimer(millis, later -> {
                    waits = false;
                    readOn();
                });
                return null;
            }
            Feed.Reading reading = feed.handOut(cursor, room, CHUNK);
            if (reading == null) {
                fail(ErrorCode.RESUME_EXPIRED, Poll.TOO_OLD);
            }
            return reading;
        } catch (IllegalArgumentException e) {
            fail(ErrorCode.BAD_MESSAGE, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A stream that has begun can only end; the next request says why. */
    private void fail(ErrorCode code, String message) {
        if (begun) {
            end();
        } else if (finish()) {
            refuse(code, message);
        }
    }

    private void comment() {
        if (!isOver() && !response.writeQueueFull()) {
            response.write(":\n\n");
        }
    }

    private void end() {
        finish();
        if (begun && !response.ended() && !response.closed()) {
            response.end().onComplete(written -> {
                if (hasNoOtherEnd()) {
                    request.connection().close();
                }
            });
        }
    }

    /** HTTP/1.0 has no chunks: its streams end with their connections (RFC 9112 section 6.3). */
    private boolean hasNoOtherEnd() {
        return request.version() == HttpVersion.HTTP_1_0;
    }
}
