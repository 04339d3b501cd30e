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
        assertEquals(
                List.of("joined"), reading.items().stream().map(Feed.Item::type).toList());
        assertEquals(bare.seq(), reading.next().seen("room-0"));
    }

    @Test
    @Fills("session.Feed.MOST_LEFT")
    void ofRoomsThatItHasLeftTheLastMayHaveFramesToRead() {
        Feed feed = session.feed();
        assertNotNull(feed);
        int most = Limits.DEFAULT.roomsPerConnection() + Feed.MOST_LEFT;
        for (int room = 0; room < most + 5; room++) {
            says("join", room);
            says("leave", room);
            assertEquals(Math.min(room + 1, most), feed.rooms());
        }
    }
}
