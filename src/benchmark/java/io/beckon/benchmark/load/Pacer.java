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

    private Pacer() {}

    static void start(double perSecond, BooleanSupplier running, Action action) {
        Thread.ofPlatform().name("pacer").daemon().start(() -> {
            long start = Clock.now();
            long number = 0;
            while (running.getAsBoolean()) {
                long due = start + (long) (number * 1e9 / perSecond);
                long early = due - Clock.now();
                if (early > 0) {
                    LockSupport.parkNanos(early);
                } else {
                    action.act(number++, due);
                }
            }
        });
    }
}
