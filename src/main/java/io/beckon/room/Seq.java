package io.beckon.room;

/** The wire's {@code seq}: the place of a frame in the total order of its room. */
public final class Seq {

    /** How many frames one record may make for one receiver. */
    public static final int FRAMES_PER_RECORD = 16;

    private Seq() {}

    public static long of(long position, int index) {
        return position * FRAMES_PER_RECORD + index;
    }

    public static long position(long seq) {
        return seq / FRAMES_PER_RECORD;
    }
}
