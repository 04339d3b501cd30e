package io.beckon.transport.signaling;

import io.beckon.json.FrameText;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireSyntax;
import io.beckon.session.Cursor;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /v1/messages} and {@code /v1/rooms/{room}/messages}: frames to the service, and those of the service. */
final class Messages {

    static final int MOST_FRAMES = 100;

    private static final int LONGEST_WAIT_SECONDS = 55;

    private final Reception reception;
    private final Arrival arrival;
    private final PolledSessions sessions;
    private final Asking asking;

    Messages(Reception reception, Arrival arrival, PolledSessions sessions, Asking asking) {
        this.reception = reception;
        this.arrival = arrival;
        this.sessions = sessions;
        this.asking = asking;
    }

    void handle(RoutingContext routing) {
        reception.receive(
                routing,
                visitor -> {
                    if (visitor.request().method() == HttpMethod.POST) {
                        post(visitor);
                    } else {
                        get(visitor);
                    }
                },
                HttpMethod.GET,
                HttpMethod.POST);
    }

    private void post(Visitor visitor) {
        Credential credential = arrival.credential(visitor);
        if (credential == null) {
            return;
        }
        byte[] body = visitor.body().getBytes();
        boolean isArray;
        try {
            isArray = FrameText.isArray(body);
        } catch (IndexOutOfBoundsException e) {
            visitor.refuse(ErrorCode.BAD_JSON, "the body is empty", null);
            return;
        }
        List<byte[]> texts = isArray ? FrameText.elements(body) : List.of(body);
        if (texts == null) {
            visitor.refuse(ErrorCode.BAD_JSON, "the body is not a whole array", null);
        } else if (texts.size() > MOST_FRAMES) {
            visitor.refuse(ErrorCode.TOO_LARGE, "at most " + MOST_FRAMES + " frames at once", null);
        } else {
            take(visitor, credential, isArray, texts);
        }
    }

    private void take(Visitor visitor, Credential credential, boolean isArray, List<byte[]> texts) {
        String room = visitor.room();
        List<RequestFrame> frames = new ArrayList<>();
        for (byte[] text : texts) {
            frames.add(RequestFrame.of(text, room == null ? Map.of() : Map.of("room", room)));
        }
        ServerMessage.ErrorMessage fault = isArray ? null : asking.fault(frames.get(0), room);
        if (fault != null) {
            Asking.refuseFrame(visitor, frames.get(0), fault);
            return;
        }
        List<String> rooms = frames.stream()
                .filter(frame -> asking.fault(frame, room) == null)
                .map(RequestFrame::room)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        arrival.toSay(visitor, credential, rooms, session -> {
            if (isArray) {
                asking.askAll(visitor, session, frames);
            } else {
                RequestFrame frame = frames.get(0);
                asking.ask(
                        visitor,
                        session,
                        frame,
                        answer -> visitor.answer(202, Buffer.buffer(frame.reply(answer.json()))));
            }
        });
    }

    private void get(Visitor visitor) {
        Credential credential = arrival.credential(visitor);
        if (credential == null) {
            return;
        }
        Cursor cursor = cursor(visitor);
        Integer wait = waitSeconds(visitor, 0);
        if (cursor == null || wait == null) {
            return;
        }
        String room = visitor.room();
        if (room != null && !WireSyntax.isRoomName(room)) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "not the name of a room", "room");
            return;
        }
        arrival.toRead(
                visitor,
                credential,
                cursor,
                room == null ? List.of() : List.of(room),
                session -> read(visitor, session, cursor, wait));
    }

    private void read(Visitor visitor, Session session, Cursor cursor, int waitSeconds) {
        PolledConnection connection = sessions.connection(session);
        Feed feed = session.feed();
        long waitMillis = feed == null ? 0 : feed.waitMillis(cursor, visitor.room());
        if (connection == null || feed == null || session.isClosed()) {
            Arrival.gone(visitor);
        } else if (!sessions.mayRead(session)) {
            visitor.refuse(ErrorCode.RATE_LIMITED, "too many requests", null);
        } else if (waitMillis > 0) {
            visitor.refuseForNow("this was read too often", "after", waitMillis);
        } else if (isElsewhere(session, feed, cursor, visitor.room())) {
            visitor.refuse(ErrorCode.NOT_IN_ROOM, "you are not in this room", "room");
        } else if (Acceptance.isForEvents(visitor.request().headers().getAll("Accept"))) {
            new EventStream(visitor.vertx(), visitor.request(), connection, session, cursor, visitor.room()).begin();
        } else {
            new Poll(visitor.vertx(), visitor.response(), connection, session, cursor, visitor.room())
                    .begin(waitSeconds);
        }
    }

    /** Whether it waits for nothing: how a room was left, or a knock answered, may still be there to read. */
    private static boolean isElsewhere(Session session, Feed feed, Cursor from, @Nullable String room) {
        if (room == null || session.membership().named(room) != null || feed.hasToRead(room)) {
            return false;
        }
        Feed.Reading reading = feed.read(from, room, 1);
        return reading != null && reading.items().isEmpty();
    }

    private static @Nullable Cursor cursor(Visitor visitor) {
        String last = visitor.request().getHeader("Last-Event-ID");
        String after = last == null || last.isEmpty() ? visitor.request().getParam("after") : last;
        try {
            return after == null || after.isEmpty() ? Cursor.START : Cursor.parse(after);
        } catch (IllegalArgumentException e) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "not a cursor of this service", "after");
            return null;
        }
    }

    /** {@code null}: it is garbled, and the request is refused. */
    static @Nullable Integer waitSeconds(Visitor visitor, int otherwise) {
        String text = visitor.request().getParam("waitSeconds");
        try {
            int seconds = text == null ? otherwise : Integer.parseInt(text);
            if (seconds >= 0 && seconds <= LONGEST_WAIT_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        visitor.refuse(
                ErrorCode.BAD_MESSAGE, "waitSeconds is a number from 0 to " + LONGEST_WAIT_SECONDS, "waitSeconds");
        return null;
    }
}
