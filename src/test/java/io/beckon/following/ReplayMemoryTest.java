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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
                memory.add(history, new Delivered(16L * number, new Audience.Only(List.of(ID)), event, 2L * number));
                memory.add(
                        history, new Delivered(16L * number, new Audience.Only(List.of(ID)), other, 2L * number + 1));
            }
            return 2000;
        });
        double ratio = (double) taken.bytes() / memory.weight();
        assertTrue(ratio < EITHER_WAY && ratio > 1 / EITHER_WAY, "heap / weight = " + ratio);
        long before = memory.weight();
        memory.age(AGE + 1);
        assertEquals(1999, memory.after(history, -1, 2000).size());
        assertTrue(before - memory.weight() < 200, "the other one has its texts still");
        memory.age(AGE + 2000);
        assertEquals(0, history.weight());
    }

    /** Bodies lie in arrays that are used again: what is read is what was said, and stays so. */
    @Test
    void whatIsReadIsWhatWasSaid() {
        List<RoomHistory> histories =
                Stream.generate(() -> new RoomHistory(0)).limit(7).toList();
        Random random = new Random(7);
        List<Event> said = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            said.add(relayed(number, random.nextInt(4) == 0 ? random.nextInt(40_000) : random.nextInt(2_000)));
            memory.add(
                    histories.get(number % 7),
                    new Delivered(number, new Audience.Everyone(null), said.get(number), number, number));
        }
        List<Delivered> read = all(histories);
        for (int number = 20_000; number < 40_000; number++) {
            memory.add(
                    histories.get(number % 7),
                    new Delivered(number, new Audience.Everyone(null), relayed(number, 1_000), number));
        }
        assertTrue(read.size() > 500, "that many fit: " + read.size());
        read.forEach(event -> {
            assertEquals(said.get((int) event.seq()), event.event());
            assertEquals(event.seq(), event.at());
            assertEquals(event.seq(), event.loggedAt());
        });
        List<Delivered> later = all(histories);
        assertTrue(later.size() > read.size(), "there is room for more that are smaller: " + later.size());
        assertTrue(later.stream().allMatch(event -> event.event().equals(relayed((int) event.seq(), 1_000))));
    }

    private List<Delivered> all(List<RoomHistory> histories) {
        return histories.stream()
                .flatMap(history -> memory.after(history, -1, Integer.MAX_VALUE / 2).stream())
                .toList();
    }

    /** Says which one it is. */
    private static Event.Relayed relayed(int number, int bytes) {
        return new Event.Relayed(
                Event.Kind.MESSAGE, ID, null, Json.of("{\"n\":" + number + ",\"data\":\"" + "d".repeat(bytes) + "\"}"));
    }

    @Test
    void outlinesHaveEverythingButBodies() {
        RoomHistory history = new RoomHistory(0);
        for (int number = 0; number < 10; number++) {
            memory.add(history, new Delivered(number, new Audience.Only(List.of(ID)), relayed(number, 1_000), 1, 2));
        }
        List<Delivered> outlines = memory.outlines(history, 2, 8, ID, -1);
        assertEquals(
                List.of(3L, 4L, 5L, 6L, 7L),
                outlines.stream().map(Delivered::seq).toList());
        assertEquals(
                new Delivered(
                        3,
                        new Audience.Only(List.of(ID)),
                        new Event.Relayed(Event.Kind.MESSAGE, ID, null, Json.EMPTY_OBJECT),
                        1,
                        2),
                outlines.getFirst());
        assertEquals(List.of(), memory.outlines(history, 2, 8, "somebody else", -1));
        assertEquals(2, memory.between(history, 2, 8, ID, -1, 2).size());
    }

    /** Those of a partition that is followed no more, while what others have is in the same arrays. */
    @Test
    void whatIsForgottenGivesItsPlaceBack() {
        RoomHistory stays = new RoomHistory(0);
        for (int round = 0; round < 1_000; round++) {
            RoomHistory gone = new RoomHistory(0);
            for (int number = 0; number < 100; number++) {
                memory.add(gone, new Delivered(number, new Audience.Everyone(null), relayed(1_000), 0));
            }
            memory.forget(Set.of(gone));
            assertEquals(List.of(), memory.after(gone, -1, 100));
            assertEquals(0, gone.weight());
            if (round % 100 == 0) {
                memory.add(stays, new Delivered(round, new Audience.Everyone(null), relayed(round, 1_000), 0));
            }
        }
        assertTrue(memory.weight() < CAPACITY / 8, "weight: " + memory.weight());
        assertEquals(10, memory.after(stays, -1, 100).size());
        assertTrue(memory.after(stays, -1, 100).stream()
                .allMatch(event -> event.event().equals(relayed((int) event.seq(), 1_000))));
    }

    /** A memory so small that no array fits keeps bodies as they come. */
    @Test
    void aSmallMemoryKeepsWhatFits() {
        ReplayMemory small = new ReplayMemory(3_000, AGE);
        RoomHistory history = new RoomHistory(0);
        for (int number = 0; number < 100; number++) {
            small.add(history, new Delivered(number, new Audience.Everyone(null), relayed(number, 200), number));
            assertTrue(small.weight() <= 3_000);
        }
        List<Delivered> kept = small.after(history, -1, 100);
        assertTrue(kept.size() >= 4, "kept: " + kept.size());
        assertTrue(kept.stream().allMatch(event -> event.event().equals(relayed((int) event.seq(), 200))));
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

    /** It is asked after each record, by every partition. */
    @Test
    void whereNothingIsToBeTidiedNobodyIsWaitedFor() {
        ReplayMemory memory = new ReplayMemory(1 << 20, AGE);
        RoomHistory history = new RoomHistory(0);
        synchronized (memory) {
            CompletableFuture.runAsync(() -> memory.tidy(history, 1, List::of))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }
    }
}
