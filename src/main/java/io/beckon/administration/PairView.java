package io.beckon.administration;

import io.beckon.room.Negotiation;
import java.util.Comparator;

/**
 * What two peers negotiate for one of their connections as an administrator sees it.
 *
 * @param first the peer whose id sorts first
 */
public record PairView(String first, String second, String pc, Negotiation.State state) {

    /** In which they are listed: those that are connected last. */
    static final Comparator<PairView> ORDER = Comparator.<PairView, Boolean>comparing(
                    pair -> pair.state == Negotiation.State.CONNECTED)
            .thenComparing(PairView::first)
            .thenComparing(PairView::second)
            .thenComparing(PairView::pc);

    static PairView of(Negotiation negotiation) {
        return new PairView(negotiation.first(), negotiation.second(), negotiation.pc(), negotiation.state());
    }
}
