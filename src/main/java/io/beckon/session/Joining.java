package io.beckon.session;

import io.beckon.following.Wording;
import io.beckon.identity.Ids;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ErrorCode;
import io.beckon.room.Applicant;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client's wish to enter a room. */
record Joining(Session session, ClientMessage.Join request, SessionSettings settings) {

    RoomKey room() {
        return session.room(request.room());
    }

    /** Whether the edge can tell that nothing will come of it; then the client is told so. */
    boolean isRefused(ResumeSecrets secrets) {
        ClientMessage.Credentials replace = request.replace();
        int most = settings.limits().roomsPerConnection();
        if (replace != null && !secrets.matches(replace.secret(), replace.session(), session.caller())) {
            refuse(ErrorCode.RESUME_EXPIRED, "there is nothing to replace", "replace");
            NodeRefusals.badSecret(session, request.room());
            return true;
        }
        if (session.membership().named(request.room()) == null
                && session.membership().size() >= most) {
            refuse(ErrorCode.NOT_ALLOWED, "at most " + most + " rooms on one connection", "room");
            NodeRefusals.limit(session, NodeRefusals.ROOMS, request.room());
            return true;
        }
        if (isLobby() && request.pattern() != null && request.pattern() != Pattern.LOBBY) {
            refuse(ErrorCode.NOT_ALLOWED, "the room's pattern is " + Pattern.LOBBY.wireName(), "pattern");
            return true;
        }
        return false;
    }

    /** Whether those whose lobby it is find it as one, whoever is there before them. */
    private boolean isLobby() {
        return settings.lobbies().contains(room());
    }

    void propose(Set<Right> rights) {
        ClientMessage.Credentials replace = request.replace();
        if (!session.membership().add(room())) {
            return;
        }
        long slot = session.propose(
                room(),
                origin -> new Proposal.Join(
                        origin,
                        applicant(rights),
                        isLobby() ? Pattern.LOBBY : request.pattern(),
                        replace == null ? null : replace.session(),
                        settings.rules()),
                request.id());
        session.rosters().joining(room(), slot);
    }

    private Applicant applicant(Set<Right> rights) {
        return new Applicant(
                Ids.random(),
                session.caller().user(),
                session.caller().name(),
                rights,
                request.name(),
                request.role(),
                request.metadata(),
                request.answers());
    }

    void leaveUndecided() {
        refuse(ErrorCode.UNAVAILABLE, "whether you may join cannot be decided now", null);
    }

    private void refuse(ErrorCode code, String text, @Nullable String field) {
        session.replies().add(Wording.error(request.id(), request.room(), code, text, field));
    }
}
