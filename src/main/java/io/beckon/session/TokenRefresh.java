package io.beckon.session;

import io.beckon.following.Follower;
import io.beckon.following.Wording;
import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Member;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A new access token for a session: its end and its rights count from now on, in every room that the session is in.
 *
 * @param slot the place of its reply, which is said behind those that are owed
 */
record TokenRefresh(Session session, ClientMessage.Refresh request, Follower follower, long slot, long now) {

    /** What a new token means. */
    record Renewal(Caller caller, Map<RoomKey, Set<Right>> rights) {}

    /** Fails with {@link InvalidToken} if it is not this session's user's, with {@link Undecided} if nobody can tell now. */
    CompletionStage<Renewal> check(Authority authority) {
        return authority.tokens().verify(request.token()).thenCompose(caller -> {
            if (!caller.isSameAs(session.caller())) {
                throw new InvalidToken("of another user");
            }
            return Entitlements.of(caller, session.membership().all(), authority.access())
                    .thenApply(rights -> new Renewal(caller, rights));
        });
    }

    void apply(Renewal renewal) {
        session.refreshed(renewal.caller());
        Map<RoomKey, Set<Right>> entitled = session.entitled();
        entitled.keySet().retainAll(renewal.rights().keySet());
        renewal.rights().forEach((room, rights) -> {
            if (!isKnown(room, rights)) {
                entitled.put(room, rights);
                follower.insist(room, new Proposal.Entitle(session.id(), session.incarnation(), rights));
            }
        });
        reply(new ServerMessage.Refreshed(request.id(), renewal.caller().expiresAt()));
    }

    /** Whether the room has them already, and nothing is on its way that would change that. */
    private boolean isKnown(RoomKey room, Set<Right> rights) {
        Boolean has = follower.read(room, followed -> {
            Member member = followed.room().member(session.id());
            return member != null && member.rights().equals(rights);
        });
        boolean isLastTold = session.entitled().getOrDefault(room, rights).equals(rights);
        return has != null && has && isLastTold && !session.rosters().isJoining(room);
    }

    void refuse(Throwable failure) {
        if (!(failure instanceof InvalidToken)) {
            reply(Wording.error(request.id(), null, ErrorCode.UNAVAILABLE, "the token cannot be checked now"));
            return;
        }
        reply(Wording.error(
                request.id(), null, ErrorCode.BAD_TOKEN, "the token is not a valid one of this user", "token"));
        NodeRefusals.badToken(session);
        if (session.conduct().malformed(now)) {
            session.end(CloseCode.ABUSE, "too many bad tokens");
        }
    }

    private void reply(ServerMessage reply) {
        session.replies().vacate(slot);
        session.replies().add(reply);
    }
}
