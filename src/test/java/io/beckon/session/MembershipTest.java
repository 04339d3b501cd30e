package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.room.RoomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private final Membership membership = new Membership();

    private static RoomKey room(int number) {
        return new RoomKey("default", "room-" + number);
    }

    @Test
    @Fills("session.Membership.FORMER")
    void theLastRoomsThatItWasInAreRemembered() {
        for (int i = 0; i <= Membership.FORMER; i++) {
            membership.add(room(i));
            membership.remove(room(i));
        }
        assertFalse(membership.wasIn(room(0)));
        assertTrue(membership.wasIn(room(1)));
        assertTrue(membership.wasIn(room(Membership.FORMER)));
        assertEquals(0, membership.size());
    }

    @Test
    void aRoomThatItIsInAgainIsNoFormerOne() {
        membership.add(room(1));
        membership.remove(room(1));
        membership.add(room(1));
        membership.remember(room(1));
        assertFalse(membership.wasIn(room(1)));
        assertEquals(List.of(room(1)), membership.all());
    }
}
