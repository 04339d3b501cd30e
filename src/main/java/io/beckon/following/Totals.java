package io.beckon.following;

/**
 * What came of following partitions.
 *
 * @param applied records
 * @param applyNanos time that took
 * @param delivered frames put into the outboxes of sessions, replies apart
 * @param rooms known now
 * @param stateBytes about how much memory their state takes
 */
public record Totals(long applied, long applyNanos, long delivered, long rooms, long stateBytes) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    Totals plus(Totals other) {
        return new Totals(
                applied + other.applied,
                applyNanos + other.applyNanos,
                delivered + other.delivered,
                rooms + other.rooms,
                stateBytes + other.stateBytes);
    }
}
