package io.beckon.room;

import java.util.Comparator;

/**
 * One life of a session: it grows with every resume. The instance is the process that owns the session in this life; it also
 * orders two resumes with the same number, so that every room has the same winner.
 */
public record Incarnation(int number, String instance) implements Comparable<Incarnation> {

    private static final Comparator<Incarnation> ORDER =
            Comparator.comparingInt(Incarnation::number).thenComparing(Incarnation::instance);

    public static Incarnation first(String instance) {
        return new Incarnation(1, instance);
    }

    @Override
    public int compareTo(Incarnation other) {
        return ORDER.compare(this, other);
    }
}
