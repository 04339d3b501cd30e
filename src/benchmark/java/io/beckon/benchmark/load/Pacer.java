package io.beckon.benchmark.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An open loop: acts at a fixed rate whether or not the server keeps up, and tells each action when it was due. Latency that is
 * counted from then is free of coordinated omission: a server that stalls is charged for what it kept from being sent.
 */
final class Pacer {

    interface Action {
        void act(long number, long due);
    }

    /** So many times the rate while in haste. */
    private static final int HASTE = 4;

    private Pacer() {}

    /** @param hasty as long as it says so, at the beginning, it is several times the rate */
    static void start(double perSecond, BooleanSupplier hasty, BooleanSupplier running, Action action) {
        Thread.ofPlatform().name("pacer").daemon().start(() -> {
            double pause = 1e9 / perSecond;
            double due = Clock.now();
            long number = 0;
            while (running.getAsBoolean()) {
                long early = (long) due - Clock.now();
                if (early > 0) {
                    LockSupport.parkNanos(early);
                } else {
                    action.act(number++, (long) due);
                    due += hasty.getAsBoolean() ? pause / HASTE : pause;
                }
            }
        });
    }
}
