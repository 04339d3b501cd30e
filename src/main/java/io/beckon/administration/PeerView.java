package io.beckon.administration;

import io.beckon.room.Member;
import io.beckon.room.Participant;

/**
 * A participant of a room as an administrator sees it.
 *
 * @param connected whether its session has a connection; if not, its place waits for its return
 * @param instance that it is, or was last, connected to
 * @param joined {@code seq} of its join: the order of the participants
 */
public record PeerView(Participant participant, String session, boolean connected, String instance, long joined) {

    static PeerView of(Member member) {
        return new PeerView(
                member.participant(),
                member.session(),
                member.absence() == null,
                member.incarnation().instance(),
                member.joined());
    }
}
