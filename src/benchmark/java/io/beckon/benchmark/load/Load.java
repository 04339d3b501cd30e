package io.beckon.benchmark.load;

/**
 * How much of everything.
 *
 * @param warmUp seconds of load before the measurement
 * @param hasty the first of them, in which an open loop offers several times as much, to a JVM that has not been measured yet: what it has
 *     compiled depends on how often it has done something
 * @param duration seconds measured
 * @param threads event loops of the clients
 * @param rooms of two, of closed and open loops
 * @param rate frames a second of the open loop
 * @param viewers of the fan-out
 * @param concurrent calls that are set up at a time
 * @param candidates of each side of a call
 * @param connections that are lost at once
 * @param held connections that do nothing
 * @param connecting connections that are opened at a time
 */
public record Load(
        int warmUp,
        int hasty,
        int duration,
        int threads,
        int rooms,
        int rate,
        int viewers,
        int concurrent,
        int candidates,
        int connections,
        int held,
        int connecting) {

    /** Of a server that has not been measured yet. */
    public Load cold(int seconds) {
        return new Load(
                seconds,
                Math.max(0, seconds - warmUp),
                duration,
                threads,
                rooms,
                rate,
                viewers,
                concurrent,
                candidates,
                connections,
                held,
                connecting);
    }
}
