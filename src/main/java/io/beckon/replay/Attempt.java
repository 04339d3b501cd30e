package io.beckon.replay;

import io.beckon.audit.Fact;
import io.beckon.room.TransportState;
import org.jspecify.annotations.Nullable;

/**
 * An offer and what became of it.
 *
 * @param row that of the offer; where that is not in the ladder, that of its end
 * @param answerer {@code null}: nobody in particular
 * @param outcome {@code null}: the offer is open still
 * @param durationMillis from the offer to its end; {@code null} where that is not known
 * @param transport what either side reported last of the connection; {@code null}: nothing
 */
public record Attempt(
        long row,
        String offerer,
        @Nullable String answerer,
        String pc,
        Fact.@Nullable Settlement outcome,
        @Nullable Long durationMillis,
        @Nullable TransportState transport) {

    boolean isBetween(String peer, String other, String connection) {
        boolean isPair = peer.equals(offerer) ? other.equals(answerer) : peer.equals(answerer) && other.equals(offerer);
        return isPair && pc.equals(connection);
    }

    Attempt reported(TransportState state) {
        return new Attempt(row, offerer, answerer, pc, outcome, durationMillis, state);
    }
}
