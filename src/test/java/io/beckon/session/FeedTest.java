package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.beckon.Fills;
import io.beckon.identity.Callers;
import io.beckon.log.InProcessRoomLog;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedTest {

    private final TestNode node = new TestNode.Plan(new InProcessRoomLog(1, 1 << 20)).start();

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
        node.intake.frame(
                session,
                "{\"type\":\"%s\",\"room\":\"room-%d\"}".formatted(type, room).getBytes(UTF_8));
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
        Session bob = node.edge.openSilently(
                Callers.of("default", "bob"),
                new Polled(),
                new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN),
                "bobs");
        node.intake.frame(bob, "{\"type\":\"join\",\"room\":\"room-0\"}".getBytes(UTF_8));
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
}
