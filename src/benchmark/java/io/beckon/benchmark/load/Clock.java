package io.beckon.benchmark.load;

/** Nanoseconds since the program started: never negative, the same for all threads. */
final class Clock {

    private static final long START = System.nanoTime();

    private Clock() {}

    static long now() {
        return System.nanoTime() - START;
    }
}
