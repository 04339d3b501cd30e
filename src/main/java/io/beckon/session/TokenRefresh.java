package io.beckon.session;

import io.beckon.identity.AccessPolicy;
import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.identity.Undecided;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A new access token for a session: its end and its rights count from now on, in every room that the session is in. */
record TokenRefresh(Session session, ClientMessage.Refresh request, Follower follower, long now) {

    /** What a new token means. */
    record Renewal(Caller caller, Map<RoomKey, Set<Right>> rights) {}

    /** Fails with {@link InvalidToken} if it is not this session's user's, with {@link Undecided} if nobody can tell now. */
    CompletionStage<Renewal> check(TokenVerifier tokens, AccessPolicy policy) {
        return tokens.verify(request.token()).thenCompose(caller -> {
            if (!caller.isSameAs(session.caller())) {
                throw new InvalidToken("of another user");
            }
            return Entitlements.of(caller, session.membership().all(), policy)
                    .thenApply(rights -> new Renewal(caller, rights));
        });
    }

    void apply(Renewal renewal) {
        session.refreshed(renewal.caller());
        renewal.rights()
                .forEach((room, rights) ->
                        follower.insist(room, new Proposal.Entitle(session.id(), session.incarnation(), rights)));
        session.replies()
                .add(new ServerMessage.Refreshed(request.id(), renewal.caller().expiresAt()));
    }

    void refuse(Throwable failure) {
        if (!(failure instanceof InvalidToken)) {
            session.replies()
                    .add(Wording.error(request.id(), null, ErrorCode.UNAVAILABLE, "the token cannot be checked now"));
            return;
        }
        session.replies()
                .add(Wording.error(
                        request.id(), null, ErrorCode.BAD_TOKEN, "the token is not a valid one of this user", "token"));
        if (session.conduct().malformed(now)) {
            session.end(CloseCode.ABUSE, "too many bad tokens");
        }
    }
}
