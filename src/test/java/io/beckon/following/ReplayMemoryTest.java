package io.beckon.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.HeapCensus;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Audience;
import io.beckon.room.CallPerson;
import io.beckon.room.Event;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.Participant;
import io.beckon.room.Role;
import io.beckon.room.Seq;
import io.beckon.sdp.CandidatePolicy;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept for those who come back: no more than it may be, and as much as it says. */
class ReplayMemoryTest {

    private static final double EITHER_WAY = 1.3;
    private static final long CAPACITY = 8 << 20;
    private static final long AGE = 1000;
    private static final String ID = "0123456789abcdefghijklmn";
    private static final JsonCodec JSON = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);

    private final ReplayMemory memory = new ReplayMemory(CAPACITY, AGE);

    private static Event.PeerUpdated update(String character, int number) {
        String text = character.repeat(256);
        return new Event.PeerUpdated(
                new Participant(
                        ID + number,
                        text + number,
                        text + number,
                        character.repeat(128) + number,
                        Role.MEDIA_SERVER,
                        Json.of("{\"x\":\"" + "m".repeat(4087) + "\"}")),
                true);
    }

    private static Event.Relayed relayed(int bytes) {
        return new Event.Relayed(Event.Kind.MESSAGE, ID, ID, Json.of("{\"data\":\"" + "d".repeat(bytes) + "\"}"));
    }

    private static Stream<Event> worst(String character) {
        String text = character.repeat(256);
        CallPerson person = new CallPerson(text, text);
        Event.PeerUpdated updated = update(character, 0);
        return Stream.of(
                updated,
                new Event.PeerJoined(updated.peer(), false),
                new Event.PeerLeft(ID, LeaveReason.TOKEN_EXPIRED),
                relayed(0),
                relayed(256 * 1024),
                new Event.NegotiationChanged(ID, ID, "c".repeat(64), Event.Change.REJECTED, ID),
                new Event.Locked(),
                new Event.Unlocked(),
                new Event.Closed(),
                new Event.CallEnded(ID, person, List.of(person, person, person), text));
    }

    /** With the name of its room, which is kept once, left out. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "é", "語", "🦊"})
    void anEventWeighsWhatItsEncodingDoes(String character) {
        worst(character).forEach(event -> {
            Delivered kept = new Delivered(Seq.of(1, 0), new Audience.Everyone(ID), event, 0);
            int encoded = JSON.encode(Wording.event("", kept.seq(), event)).length;
            assertTrue(kept.weight() >= encoded, event + ": " + kept.weight() + " < " + encoded);
        });
    }

    @Test
    void receiversCount() {
        List<String> all = IntStream.range(0, 1000).mapToObj(i -> ID).toList();
        Event event = relayed(0);
        int one = new Delivered(1, new Audience.Only(List.of(ID)), event, 0).weight();
        assertTrue(new Delivered(1, new Audience.Only(all), event, 0).weight() > one + 4000);
    }

    /** Everything that an event holds is its own. */
    private void assertFilled(String what, IntFunction<Event> event, int each) {
        HeapCensus.Taken<RoomHistory> taken = HeapCensus.of(() -> {
            RoomHistory history = new RoomHistory(0);
            long written = 0;
            for (int number = 0; written < 3 * CAPACITY; number++) {
                if (number % each == 0) {
                    history = new RoomHistory(0);
                }
                Delivered kept = new Delivered(
                        Seq.of(number, 0), new Audience.Only(List.of(ID, ID, ID)), event.apply(number), 0);
                written += kept.weight();
                memory.add(history, kept);
                assertTrue(memory.weight() <= CAPACITY);
            }
            return history;
        });
        assertTrue(memory.weight() > CAPACITY * 9 / 10, "it is full");
        double ratio = (double) taken.bytes() / memory.weight();
        System.out.printf("%s: heap / weight = %.2f%n", what, ratio);
        assertTrue(ratio < EITHER_WAY && ratio > 1 / EITHER_WAY, what + ": " + ratio);
        memory.age(AGE + 1);
        assertEquals(0, memory.weight());
    }

    @Test
    @Fills("beckon.replay-memory")
    void itTakesWhatItSays() {
        assertFilled("updates", number -> update("🦊", number), 1000);
        assertFilled("large messages", number -> relayed(16_000), 1000);
        assertFilled("small messages", number -> relayed(20), 1000);
        assertFilled("rooms with one message", number -> relayed(20), 1);
    }

    /** One update makes two events if some see a polite peer and some an impolite one. */
    @Test
    void whatIsSharedCountsOnce() {
        RoomHistory history = new RoomHistory(0);
        HeapCensus.Taken<Integer> taken = HeapCensus.of(() -> {
            for (int number = 0; number < 1000; number++) {
                Event.PeerUpdated event = update("x", number);
                Event.PeerUpdated other = new Event.PeerUpdated(event.peer(), false);
                memory.add(history, new Delivered(16L * number, new Audience.Only(List.of(ID)), event, number));
                memory.add(history, new Delivered(16L * number, new Audience.Only(List.of(ID)), other, number));
            }
            return 2000;
        });
        double ratio = (double) taken.bytes() / memory.weight();
        assertTrue(ratio < EITHER_WAY && ratio > 1 / EITHER_WAY, "heap / weight = " + ratio);
        long before = memory.weight();
        history.drop();
        assertTrue(before - history.weight() < 200, "the other one has its texts still");
        for (int left = 1999; left > 0; left--) {
            history.drop();
        }
        assertEquals(0, history.weight());
    }

    @Test
    void anEventLargerThanAllOfItIsNotKept() {
        RoomHistory history = new RoomHistory(0);
        memory.add(history, new Delivered(16, new Audience.Everyone(null), relayed((int) CAPACITY), 0));
        assertEquals(0, memory.weight());
        assertFalse(memory.covers(history, ID, 15), "it is known to be missing");
    }

    @Test
    void whatIsForgottenWeighsNothing() {
        RoomHistory gone = new RoomHistory(0);
        RoomHistory kept = new RoomHistory(0);
        for (int number = 0; number < 10; number++) {
            memory.add(gone, new Delivered(number, new Audience.Everyone(null), relayed(20), number));
            memory.add(kept, new Delivered(number, new Audience.Everyone(null), relayed(20), number));
        }
        long half = memory.weight() / 2;
        memory.forget(Set.of(gone));
        assertEquals(half, memory.weight());
        assertEquals(10, memory.after(kept, -1, 100).size());
        memory.age(AGE + 4);
        assertEquals(6, memory.after(kept, -1, 100).size());
        memory.age(2 * AGE);
        assertEquals(0, memory.weight());
    }

    @Test
    void whatIsKnownOfTheDroppedIsBoundedByTheMembers() {
        RoomHistory history = new RoomHistory(0);
        for (int number = 0; number < 10_000; number++) {
            memory.add(
                    history,
                    new Delivered(number, new Audience.Only(List.of("session-" + number)), relayed(0), number));
            memory.age(AGE + number + 1);
            memory.tidy(history, 2, () -> List.of("session-1", "session-2"));
            assertTrue(history.dropRecords() <= 2 * 2 + 16);
        }
        assertFalse(memory.covers(history, "session-2", 1));
        assertTrue(memory.covers(history, "session-2", 2));
        assertTrue(history.dropWeight() > 0);
    }
}
