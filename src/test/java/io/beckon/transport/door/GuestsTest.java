package io.beckon.transport.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuestsTest {

    private static final int OPEN = 6;
    private static final int PER_ADDRESS = 3;
    private static final long MEMORY = 1000;

    private final Guests guests = new Guests(rules(OPEN, PER_ADDRESS));

    static DoorRules rules(int open, int perAddress) {
        return new DoorRules(
                open,
                perAddress,
                0,
                1,
                MEMORY,
                Duration.ofSeconds(20),
                new HeadLimits(4096, 8192, 65_536),
                address -> false);
    }

    private static final class Named extends Guest {
        boolean isGone;

        Named(String address) {
            super(address);
        }

        @Override
        void sendAway() {
            isGone = true;
        }
    }

    private Named enter(String address) {
        Named guest = new Named(address);
        assertTrue(guests.enter(guest));
        return guest;
    }

    @Test
    void whoHasWaitedLongestOfAnAddressGoesForOneMoreOfIt() {
        Named other = enter("b");
        Named first = enter("a");
        Named second = enter("a");
        enter("a");
        enter("a");

        assertTrue(first.isGone);
        assertFalse(second.isGone);
        assertFalse(other.isGone);
        assertEquals(4, guests.open());
    }

    @Test
    void oneThatIsAnsweredStaysAndOneThatWaitsAnewIsTheLastToGo() {
        Named answered = enter("a");
        Named again = enter("a");
        Named waiting = enter("a");
        guests.isAnswered(answered);
        guests.isAnswered(again);
        guests.waits(again);
        enter("a");

        assertFalse(answered.isGone);
        assertFalse(again.isGone);
        assertTrue(waiting.isGone);
    }

    @Test
    void whereNobodyCanGoANewcomerIsRefused() {
        List<Named> all = List.of(enter("a"), enter("a"), enter("a"));
        all.forEach(guests::isAnswered);
        Named newcomer = new Named("a");

        assertFalse(guests.enter(newcomer));
        assertEquals(1, guests.refused());
        assertEquals(3, guests.open());
        guests.left(newcomer);
        assertEquals(3, guests.open());
        guests.left(all.get(0));
        assertTrue(guests.enter(newcomer));
    }

    @Test
    void webSocketsDoNotCountByAddressButInAll() {
        for (int i = 0; i < OPEN; i++) {
            guests.upgraded(enter("a"));
        }

        assertEquals(0, guests.plain());
        assertFalse(guests.enter(new Named("a")));
        assertFalse(guests.enter(new Named("b")));
        assertEquals(2, guests.full());
    }

    @Test
    void oneAddressAtItsOwnBoundsMakesNobodyFull() {
        List<Named> all = List.of(enter("a"), enter("a"), enter("a"));
        guests.weighs(all.get(1), MEMORY / 2);
        guests.weighs(all.get(2), MEMORY / 2);
        enter("a");
        enter("a");
        all.forEach(guests::isAnswered);
        assertTrue(guests.sentAway() > 0);
        assertEquals(0, guests.full());

        for (String address : List.of("b", "b", "b", "c")) {
            enter(address);
        }
        assertEquals(1, guests.full());
    }

    @Test
    void norDoesItWhereNoneOfItsOwnCanGo() {
        List<Named> all = List.of(enter("a"), enter("a"), enter("a"));
        all.forEach(guests::isAnswered);

        assertFalse(guests.enter(new Named("a")));
        assertFalse(guests.weighs(all.get(0), MEMORY));

        assertEquals(0, guests.full());
    }

    @Test
    void memoryThatAllTakeTogetherDoes() {
        guests.weighs(enter("a"), MEMORY / 2);
        guests.weighs(enter("b"), MEMORY / 2);
        assertEquals(0, guests.full());

        guests.weighs(enter("c"), MEMORY / 2);

        assertEquals(1, guests.full());
    }

    @Test
    void inAllTheOneThatHasWaitedLongestGoesWhosesoever() {
        Named first = enter("a");
        for (String address : List.of("b", "b", "c", "c", "d")) {
            enter(address);
        }
        enter("e");

        assertTrue(first.isGone);
        assertEquals(OPEN, guests.open());
    }

    @Test
    void withoutAnAddressOnlyTheBoundInAllHolds() {
        for (int i = 0; i < OPEN; i++) {
            guests.isAnswered(enter(""));
        }

        assertFalse(guests.enter(new Named("")));
    }

    @Test
    void withoutLimitsEverybodyComesIn() {
        Guests open = new Guests(rules(0, 0));
        for (int i = 0; i < 10_000; i++) {
            assertTrue(open.enter(new Named("a")));
        }

        assertEquals(10_000, open.open());
    }

    @Test
    void anAddressHasHalfOfTheMemoryAndItsOldestRequestGoes() {
        Named first = enter("a");
        Named light = enter("a");
        Named second = enter("a");
        assertTrue(guests.weighs(first, 300));
        assertTrue(guests.weighs(second, 300));

        assertTrue(first.isGone);
        assertFalse(light.isGone, "it takes none");
        assertFalse(second.isGone);
        assertEquals(300, guests.weight());
    }

    @Test
    @Fills("beckon.limits.request-memory")
    void inAllTheOldestRequestGoesForMemory() {
        Named first = enter("a");
        Named second = enter("b");
        Named third = enter("c");
        assertTrue(guests.weighs(first, 400));
        assertTrue(guests.weighs(second, 400));
        assertTrue(guests.weighs(third, 400));

        assertTrue(first.isGone);
        assertEquals(800, guests.weight());
    }

    @Test
    void whereTheMemoryIsTakenByWhatIsAnsweredThereIsNoneForMore() {
        Named first = enter("a");
        Named second = enter("b");
        guests.weighs(first, 500);
        guests.weighs(second, 500);
        guests.isAnswered(first);
        guests.isAnswered(second);
        Named third = enter("c");

        assertFalse(guests.weighs(third, 100));
        guests.weighs(first, 0);
        assertTrue(guests.weighs(third, 100));
    }

    @Test
    void whoTakesTooMuchAloneIsRefused() {
        assertFalse(guests.weighs(enter("a"), MEMORY / 2 + 1));
    }

    @Test
    @Fills("transport.door.Guests.MOST_LEAVING")
    void soManyThatWereSentAwayMayStillBeThere() {
        Guests small = new Guests(rules(1, 0));
        List<Named> all = new ArrayList<>();
        int in = 0;
        for (int i = 0; i < 3 * Guests.MOST_LEAVING; i++) {
            all.add(new Named("a"));
            in += small.enter(all.get(i)) ? 1 : 0;
        }
        assertEquals(Guests.MOST_LEAVING + 1, in);
        assertEquals(1, small.open());
        small.left(all.get(0));
        small.left(all.get(0));
        assertTrue(small.enter(new Named("a")));
        assertFalse(small.enter(new Named("a")));
    }

    @Test
    void whateverHappensTheBoundsHoldAndNothingIsLeft() {
        Random random = new Random(11);
        List<Named> in = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Named guest = new Named("address " + random.nextInt(4));
            if (guests.enter(guest)) {
                in.add(guest);
            }
            Named any = in.get(random.nextInt(in.size()));
            switch (random.nextInt(6)) {
                case 0 -> guests.isAnswered(any);
                case 1 -> guests.waits(any);
                case 2 -> guests.upgraded(any);
                case 3 -> guests.weighs(any, random.nextInt(400));
                default -> {
                    guests.left(any);
                    in.remove(any);
                }
            }
            assertTrue(guests.open() <= OPEN);
            assertTrue(guests.plain() <= guests.open());
            assertTrue(guests.weight() <= 2 * MEMORY);
        }
        in.forEach(guests::left);

        assertEquals(0, guests.open());
        assertEquals(0, guests.plain());
        assertEquals(0, guests.weight());
        assertEquals(0, guests.addresses());
    }
}
