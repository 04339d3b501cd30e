package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Somebody with two devices is called, again and again. */
final class Ringing {

    /** As many calls as one user may make in a minute. */
    private static final int ROUNDS = 10;

    /** Much more than on a machine that does nothing else. */
    private static final double MOST_MS = 1000;

    private final String bob = "bob-" + UUID.randomUUID();
    private final Phone caller;
    private final Phone mobile;
    private final Phone desk;

    /** @param link the way of Bob's mobile phone; the other devices' is {@code other} */
    Ringing(Scripts scripts, Link link, Link other) {
        caller = Phone.of("alice-" + UUID.randomUUID(), scripts, other);
        mobile = Phone.of(bob, scripts, link);
        desk = Phone.of(bob, scripts, other);
    }

    /** The devices take turns at answering. What is measured is how long the other goes on ringing. */
    void theFirstAnswerWinsAndTheOtherStops(String where) {
        double[] milliseconds = IntStream.rangeClosed(1, ROUNDS)
                .mapToDouble(this::round)
                .sorted()
                .toArray();
        double median = (milliseconds[ROUNDS / 2 - 1] + milliseconds[ROUNDS / 2]) / 2;
        System.out.printf(
                "the other device stops ringing, %s: median %.0f ms, most %.0f ms%n",
                where, median, milliseconds[ROUNDS - 1]);
        assertTrue(median < MOST_MS, () -> "median " + median + " ms");
    }

    private double round(int round) {
        caller.dial(bob);
        List.of(mobile, desk).forEach(device -> device.awaitRinging(round));
        Phone first = round % 2 == 0 ? mobile : desk;
        Phone second = round % 2 == 0 ? desk : mobile;

        first.accept();
        second.awaitEnd(round, "answered-elsewhere");
        if (round == 1) {
            caller.talk();
            first.talk();
            caller.awaitVideo();
            first.awaitVideo();
        }
        List.of(caller, first).forEach(Phone::awaitRoom);
        caller.hangUp();

        first.awaitEnd(round, "ended");
        caller.awaitEnd(round, "ended");
        return second.endedAt() - first.acceptedAt();
    }
}
