package io.beckon.transport.signaling;

import io.beckon.room.OfferStanding;
import io.beckon.session.Feed;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * The requests of one session that wait for answers to their offers. What comes is read once for all of them: a frame to a room would
 * else make as many readings as there are requests. Safe for use by several threads.
 */
final class AnswerWaits {

    /** The end of the room is the end of all that wait there. */
    static final String CLOSED = "room-closed";

    /** One who has left answers nothing. */
    static final String LEFT = "peer-left";

    /** What may end a wait; nothing else is looked into. */
    private static final Set<String> TYPES = Set.of("answer", "reject", "negotiation", CLOSED, LEFT);

    private final Feed feed;
    private final Look look;
    private final List<AnswerWait> waits = new CopyOnWriteArrayList<>();
    private final LongAdder readings = new LongAdder();

    /** @param context on whose thread it reads */
    AnswerWaits(Context context, Feed feed) {
        this.feed = feed;
        this.look = new Look(context, this::scan);
    }

    void add(AnswerWait wait) {
        waits.add(wait);
        look();
    }

    void remove(AnswerWait wait) {
        waits.remove(wait);
    }

    /** There may be something. */
    void look() {
        look.request();
    }

    int size() {
        return waits.size();
    }

    /** How many readings have had something in them. */
    long readings() {
        return readings.sum();
    }

    private void scan() {
        waits.stream().map(AnswerWait::room).distinct().forEach(this::scan);
    }

    /** Once, then others have their turn. What has become of room and offers is asked before what led to it is read: that may say more. */
    private void scan(String room) {
        List<AnswerWait> here =
                waits.stream().filter(wait -> wait.room().equals(room)).toList();
        long joined = feed.joined(room);
        Map<AnswerWait, OfferStanding> standings = new HashMap<>();
        here.forEach(wait -> standings.put(wait, wait.standing()));
        AnswerWait last =
                here.stream().min(Comparator.comparingLong(AnswerWait::seen)).orElse(null);
        if (last != null && readOn(last, here)) {
            look();
        } else {
            here.forEach(wait -> wait.isIn(joined));
            standings.forEach(AnswerWait::stood);
        }
    }

    /** @return whether there may be more */
    private boolean readOn(AnswerWait last, List<AnswerWait> here) {
        Feed.Reading reading = feed.search(last.cursor(), last.room(), Poll.MOST_MESSAGES);
        if (reading == null) {
            remove(last);
            last.tooOld();
            return true;
        }
        here.forEach(wait -> wait.readTo(reading.next()));
        if (reading.items().isEmpty()) {
            return false;
        }
        readings.increment();
        forEach(
                reading,
                (frame, item) -> here.forEach(
                        wait -> wait.offered(frame, item.type(), item.cursor().seen(last.room()))));
        return true;
    }

    /** What is done with a frame that may end a wait. */
    interface Taker {
        void take(JsonObject frame, Feed.Item item);
    }

    static void forEach(Feed.Reading reading, Taker taker) {
        Frames.forEach(reading, item -> {
            if (TYPES.contains(item.type())) {
                taker.take(new JsonObject(Buffer.buffer(item.json())), item);
            }
        });
    }
}
