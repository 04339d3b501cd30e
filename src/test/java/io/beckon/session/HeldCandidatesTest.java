package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.HeapCensus;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Json;
import io.beckon.room.RoomKey;
import io.beckon.sdp.SectionName;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldCandidatesTest {

    private static final RoomKey ROOM = new RoomKey("default", "r");

    private final HeldCandidates held = new HeldCandidates();

    private boolean hold(String pc, long until) {
        return held.hold(ROOM, candidate("peer", pc, Json.EMPTY_OBJECT), until);
    }

    private static ClientMessage.Candidate candidate(String to, String pc, Json body) {
        return new ClientMessage.Candidate(null, "r", to, pc, null, "ufrag", SectionName.of("0", 0L), body);
    }

    @Test
    @Fills("session.HeldCandidates.PER_PAIR")
    void soManyOfAPairWaitAndNotOneMore() {
        for (int i = 0; i < HeldCandidates.PER_PAIR; i++) {
            assertTrue(hold("pc", 1));
        }
        assertFalse(hold("pc", 1));
        assertTrue(hold("another", 1));
    }

    @Test
    @Fills("session.HeldCandidates.IN_ALL")
    void soManyInAllWaitAndNothingIsKeptOfFurtherOnes() {
        for (int i = 0; i < HeldCandidates.IN_ALL; i++) {
            assertTrue(hold("pc-" + i, i));
        }
        for (int i = 0; i < 100; i++) {
            assertFalse(hold("more-" + i, 1));
        }
        assertEquals(HeldCandidates.IN_ALL, held.size());
        assertEquals(HeldCandidates.IN_ALL, held.pairs(), "not even their names");

        assertEquals(1, held.expire(0).size());
        assertTrue(hold("more", 1));
        assertEquals(HeldCandidates.IN_ALL, held.drop(ROOM).size());
        assertEquals(0, held.pairs());
    }

    @Test
    @Fills("session.HeldCandidates.MOST_BYTES")
    void soManyBytesWaitAndNotOneMore() {
        Json large = new Json(new byte[4096]);
        int fitting = 0;
        while (held.hold(ROOM, candidate("peer", "pc-" + fitting / 32, large), fitting)) {
            fitting++;
        }
        assertTrue(fitting < HeldCandidates.IN_ALL, "others are not in the way");
        assertTrue(held.bytes() <= HeldCandidates.MOST_BYTES && held.bytes() > HeldCandidates.MOST_BYTES - 5000);

        assertEquals(1, held.expire(0).size());
        assertTrue(held.hold(ROOM, candidate("peer", "pc-0", large), 1), "as many as before");
        assertFalse(held.hold(ROOM, candidate("peer", "pc-0", large), 1));
        held.release(ROOM, candidate -> candidate.pc().equals("pc-1"));
        held.drop(ROOM);
        assertEquals(0, held.bytes());
    }

    @Test
    void theyWeighWhatTheyTake() {
        assertWeighed("of one pair each", number -> "pc-" + number, 200);
        assertWeighed("of a few pairs", number -> "pc-" + number / 50, 200);
        assertWeighed("of long names", number -> "\uD83E\uDD8A".repeat(32) + number, 2000);
    }

    /** So many alike that the rest of the heap does not matter. */
    private static void assertWeighed(String what, IntFunction<String> pc, int body) {
        HeapCensus.Taken<List<HeldCandidates>> taken = HeapCensus.of(() -> IntStream.range(0, 50)
                .mapToObj(connection -> {
                    HeldCandidates some = new HeldCandidates();
                    for (int i = 0; i < 300; i++) {
                        assertTrue(some.hold(ROOM, candidate("peer " + i, pc.apply(i), new Json(new byte[body])), 1));
                    }
                    return some;
                })
                .toList());
        long said = taken.value().stream().mapToLong(HeldCandidates::bytes).sum();
        double ratio = (double) taken.bytes() / said;
        assertTrue(ratio < 1.3 && ratio > 1 / 1.3, what + ": heap / weight = " + ratio);
    }
}
