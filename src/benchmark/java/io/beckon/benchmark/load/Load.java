package io.beckon.benchmark.load;

/**
 * How much of everything.
 *
 * @param warmUp seconds of load, at least, that a JVM is given before it is first measured: until its compilers rest
 * @param warmUpAtMost seconds after which it is measured even if they do not; 0 where nothing is to be warmed up
 * @param settle seconds of load before every measurement, behind the warm-up
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
        int warmUpAtMost,
        int settle,
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

    /** Of a server that is warm, or has nothing to warm up. */
    public Load warm() {
        return new Load(
                0,
                0,
                settle,
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
