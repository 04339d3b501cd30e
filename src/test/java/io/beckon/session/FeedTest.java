package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.Callers;
import io.beckon.log.InProcessRoomLog;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedTest {

    private final AtomicLong later = new AtomicLong();
    private final TestNode node = new TestNode.Plan(new InProcessRoomLog(1, 1 << 20))
            .clocks(later::get, InstantSource.system())
            .start();

    private final Session session = node.edge.openSilently(
            Callers.of("default", "anna"),
            new Polled(),
            new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN),
            "session");

    private static final class Polled extends SilentConnection {

        @Override
        public boolean isPolled() {
            return true;
        }
    }

    private void says(String type, int room) {
        says(session, "{'type':'%s','room':'room-%d'}".formatted(type, room));
    }

    private void says(Session who, String frame) {
        node.intake.frame(who, frame.replace('\'', '"').getBytes(UTF_8));
    }

    private Session another(String user) {
        Session another = node.edge.openSilently(
                Callers.of("default", user),
                new Polled(),
                new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN),
                user);
        says(another, "{'type':'join','room':'room-0'}");
        return another;
    }

    /** A bare one is of the room that is read, whatever else is waiting. */
    @Test
    void aPlaceIsNotLostWhereSomethingWithoutOneIsRead() {
        Feed feed = session.feed();
        assertNotNull(feed);
        says("join", 0);
        Cursor bare = Cursor.parse("4000000000");
        Feed.Reading reading = feed.read(bare, null, 1);
        assertNotNull(reading);
        assertEquals(List.of("joined"), types(reading));
        assertEquals(bare.seq(), reading.next().seen("room-0"));
    }

    private static List<String> types(Feed.Reading reading) {
        return reading.items().stream().map(Feed.Item::type).toList();
    }

    @Test
    void aRoomThatIsLeftIsInNoCursorAnyMoreOnceItIsRead() {
        Feed feed = session.feed();
        assertNotNull(feed);
        says("join", 0);
        says("join", 1);
        another("bob");
        says("leave", 0);
        List<String> all = List.of("joined", "joined", "left", "peer-joined");
        Feed.Reading first = feed.handOut(Cursor.START, null, 9);
        assertNotNull(first);
        assertEquals(all, types(first));
        assertEquals(Set.of("room-0", "room-1"), first.next().seen().keySet());
        Feed.Reading again = feed.handOut(Cursor.START, null, 9);
        assertNotNull(again);
        assertEquals(all, types(again), "nothing is forgotten before the client says that it has got it");
        Feed.Reading second = feed.handOut(first.next(), null, 9);
        assertNotNull(second);
        assertEquals(List.of(), types(second));
        assertEquals(Set.of("room-1"), second.next().seen().keySet());
        assertEquals(1, feed.rooms());
    }

    @Test
    void aRoomThatIsEnteredAgainIsReadOn() {
        Feed feed = session.feed();
        assertNotNull(feed);
        says("join", 0);
        says("leave", 0);
        says("join", 0);
        Feed.Reading first = feed.handOut(Cursor.START, null, 9);
        assertNotNull(first);
        assertEquals(List.of("joined", "left", "joined"), types(first));
        feed.handOut(first.next(), null, 9);
        assertEquals(1, feed.rooms());
    }

    @Test
    void aCursorNamesNoRoomsButItsSessions() {
        Feed feed = session.feed();
        assertNotNull(feed);
        says("join", 0);
        Cursor strange = new Cursor("", 0, Map.of("room-0", -1L, "elsewhere", 7L), null);
        Feed.Reading reading = feed.handOut(strange, null, 9);
        assertNotNull(reading);
        assertEquals(Set.of("room-0"), reading.next().seen().keySet());
    }

    @Test
    void theLargestCursorIsOne() {
        int most = Limits.DEFAULT.roomsPerConnection() + RoomsToRead.MOST_LEFT;
        Map<String, Long> rooms = IntStream.range(0, most)
                .boxed()
                .collect(Collectors.toMap(i -> "\u4f1a".repeat(126) + (10 + i), i -> (1L << 53) - 1));
        Cursor cursor = new Cursor("s".repeat(22), Long.MAX_VALUE, rooms, null);
        assertEquals(cursor, Cursor.parse(cursor.text()));
    }

    @Test
    @Fills("session.RoomsToRead.MOST_LEFT")
    void ofRoomsThatItHasLeftTheLastMayHaveFramesToRead() {
        Feed feed = session.feed();
        assertNotNull(feed);
        int most = Limits.DEFAULT.roomsPerConnection() + RoomsToRead.MOST_LEFT;
        for (int room = 0; room < most + 5; room++) {
            says("join", room);
            says("leave", room);
            assertEquals(Math.min(room + 1, most), feed.rooms());
        }
    }

    @Test
    void ofARoomThatItIsInNothingIsLostHoweverManyItLeavesMeanwhile() {
        Feed feed = session.feed();
        assertNotNull(feed);
        says("join", 0);
        Session bob = another("bob");
        Cursor cursor = readThrough(feed, Cursor.START);
        for (int room = 1; room <= 40; room++) {
            says("join", room);
            says("leave", room);
        }
        says(bob, "{'type':'message','room':'room-0','data':1}");
        Feed.Reading reading = feed.handOut(cursor, "room-0", 999);
        assertNotNull(reading);
        assertEquals("message", types(reading).getLast());
        assertTrue(reading.next().seen("room-0") > cursor.seen("room-0"));
    }

    @Test
    void whatIsReadAgainIsChargedHoweverManyRoomsItLeavesMeanwhile() {
        Feed feed = session.feed();
        assertNotNull(feed);
        says("join", 0);
        Session bob = another("bob");
        String data = "x".repeat(12_000);
        for (int i = 0; i < 24; i++) {
            says(bob, "{'type':'message','room':'room-0','data':'" + data + "'}");
        }
        Cursor cursor = readThrough(feed, Cursor.START);
        for (int room = 1; room <= 40; room++) {
            says("join", room);
            says("leave", room);
            cursor = readThrough(feed, cursor);
        }
        assertTrue(readings(feed, Cursor.parse("0")) < 999, "it may be read again and again");
    }

    private static Cursor readThrough(Feed feed, Cursor from) {
        Cursor cursor = from;
        while (true) {
            Feed.Reading reading = feed.handOut(cursor, null, 999);
            assertNotNull(reading);
            cursor = reading.next();
            if (reading.items().isEmpty()) {
                return cursor;
            }
        }
    }

    /** How often a room may be read from a place, up to a thousand times, for time does not pass. */
    private static int readings(Feed feed, Cursor from) {
        int readings = 0;
        while (readings < 999 && feed.waitMillis(from, "room-0") == 0) {
            feed.handOut(from, "room-0", 999);
            readings++;
        }
        return readings;
    }

    @Test
    void whatIsForOthersIsPassedOverOnceAndTheNextTimeForWhatThatTakes() {
        Feed feed = session.feed();
        assertNotNull(feed);
        says("join", 0);
        Session bob = another("bob");
        Session carol = another("carol");
        Cursor before = readThrough(feed, Cursor.START);
        String toCarol = node.follower.read(
                new RoomKey("default", "room-0"), followed -> followed.room().peer(carol.id()));
        for (int i = 0; i < 2_000; i++) {
            later.addAndGet(TimeUnit.SECONDS.toNanos(1));
            says(bob, "{'type':'message','room':'room-0','to':'" + toCarol + "','data':" + i + "}");
        }
        Feed.Reading reading = feed.handOut(before, null, 999);
        assertNotNull(reading);
        assertEquals(List.of(), types(reading));
        long end = reading.next().seen("room-0");
        assertTrue(end >= before.seen("room-0") + 2_000, "it says where it has come to");
        assertEquals(0, feed.waitMillis(reading.next(), null));
        assertTrue(readings(feed, before) < 999, "to pass over it again is not free");
        assertEquals(0, feed.waitMillis(reading.next(), null), "to read on is");
    }
}
