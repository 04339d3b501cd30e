package io.beckon.room;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What a lobby remembers of the connections of its participants, where nobody says that one is over. */
record LobbyConnections(RoomState room) {

    /** How many of a participant's are remembered, with whomever, that nobody has to answer, when it makes another. */
    static final int SETTLED = 256;

    /** The same before {@link RoomRules#ANSWERED_LAST}. */
    static final int FORMERLY_SETTLED = 64;

    /** How many of a participant's may wait for an answer, when it makes another. */
    static final int OPEN = 1024;

    private static final Comparator<Negotiation> BY_OFFER = Comparator.comparingLong(Negotiation::lastOffer);

    /** Those first that were never answered; candidates may still come for those that have just been. */
    private static final Comparator<Negotiation> BY_ANSWER =
            Comparator.comparingLong(Negotiation::lastAnswer).thenComparing(BY_OFFER);

    /** A participant makes an offer: where it has too many connections the oldest is forgotten, last one that waits for an answer. */
    void makeRoom(Member sender, Proposal.Offer offer) {
        if (offer.to() == null || room.negotiations.find(sender.peer(), offer.to(), offer.pc()) != null) {
            return;
        }
        Negotiation oldest = oldestOfTooMany(sender.peer());
        if (oldest != null) {
            room.negotiations.drop(oldest);
        }
    }

    private @Nullable Negotiation oldestOfTooMany(String peer) {
        int version = room.rules.version();
        int open = room.negotiations.open(peer);
        int all = room.negotiations.size(peer);
        if (version < RoomRules.OPEN_OFFERS_LAST) {
            return all >= FORMERLY_SETTLED ? room.negotiations.first(peer, any -> true, BY_OFFER) : null;
        }
        boolean isFormer = version < RoomRules.ANSWERED_LAST;
        if (all - open >= (isFormer ? FORMERLY_SETTLED : SETTLED)) {
            return room.negotiations.first(
                    peer, negotiation -> negotiation.open() == null, isFormer ? BY_OFFER : BY_ANSWER);
        }
        return open >= OPEN ? room.negotiations.first(peer, negotiation -> negotiation.open() != null, BY_OFFER) : null;
    }
}
