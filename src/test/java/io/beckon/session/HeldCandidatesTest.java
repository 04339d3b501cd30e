package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Json;
import io.beckon.room.RoomKey;
import io.beckon.sdp.SectionName;
import org.junit.jupiter.api.Test;

class HeldCandidatesTest {

    private static final RoomKey ROOM = new RoomKey("default", "r");

    private final HeldCandidates held = new HeldCandidates();

    private boolean hold(String pc, long until) {
        return held.hold(
                ROOM,
                new ClientMessage.Candidate(
                        null, "r", "peer", pc, null, null, "ufrag", SectionName.of("0", 0L), Json.EMPTY_OBJECT),
                until);
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
}
