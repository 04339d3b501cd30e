package io.beckon.audit;

import io.beckon.room.Applicant;
import io.beckon.room.CallParty;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Provenance;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.RoomRules;
import io.beckon.sdp.SessionDescription;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody in an example, with what its edge would append for it. */
record Guest(
        String name,
        Role role,
        Set<Right> rights,
        int incarnation,
        @Nullable String id) {

    static final String ISSUER = "https://issuer";

    static Guest named(String name) {
        return new Guest(name, Role.PARTICIPANT, EnumSet.of(Right.JOIN, Right.PUBLISH), 1, null);
    }

    static Guest moderator(String name) {
        return new Guest(name, Role.MODERATOR, EnumSet.of(Right.JOIN, Right.PUBLISH, Right.MODERATOR), 1, null);
    }

    /** Its frames have this id. */
    Guest with(String id) {
        return new Guest(name, role, rights, incarnation, id);
    }

    Guest resumed() {
        return new Guest(name, role, rights, incarnation + 1, id);
    }

    String session() {
        return "s-" + name;
    }

    String peer() {
        return "p-" + name;
    }

    Incarnation now() {
        return new Incarnation(incarnation, "node-1");
    }

    Origin origin() {
        return new Origin(session(), now(), id, 7, new Provenance(ISSUER, "192.0.2.7"));
    }

    private Applicant applicant() {
        return new Applicant(peer(), "u-" + name, name.toUpperCase(), rights, null, role, Json.EMPTY_OBJECT, false);
    }

    Proposal.Join joins() {
        return new Proposal.Join(origin(), applicant(), null, null, RoomRules.DEFAULT);
    }

    /** From another session of the same user. */
    Proposal.Join joinsAgain(String session, String peer) {
        Applicant all = applicant();
        Applicant again = new Applicant(peer, all.user(), all.userName(), rights, null, role, Json.EMPTY_OBJECT, false);
        return new Proposal.Join(new Origin(session, now(), null, 7), again, null, session(), RoomRules.DEFAULT);
    }

    CallParty party() {
        Applicant all = applicant();
        return new CallParty(
                session(),
                now(),
                new Applicant(all.peer(), all.user(), all.userName(), rights, null, null, Json.EMPTY_OBJECT, false));
    }

    Proposal.Offer offers(@Nullable Guest to) {
        Json body = Json.of("{\"offer\":{\"type\":\"offer\",\"sdp\":\"m=audio 9\\r\\n\"}}");
        return new Proposal.Offer(origin(), peerOf(to), "", description(), body);
    }

    Proposal.Answer answers(@Nullable Guest to, boolean provisional) {
        Json body = Json.of("{\"answer\":{\"type\":\"answer\",\"sdp\":\"m=audio 9\\r\\n\"}}");
        return new Proposal.Answer(origin(), peerOf(to), "", null, provisional, description(), body);
    }

    SessionDescription description() {
        return new SessionDescription(1, 1, 1, List.of(name));
    }

    static @Nullable String peerOf(@Nullable Guest guest) {
        return guest == null ? null : guest.peer();
    }

    /** As events show who did something. */
    Actor actor() {
        return new Actor(
                new Id(ISSUER), new Id("u-" + name), new Label(name.toUpperCase()), new Id(session()), new Id(peer()));
    }

    /** As events show to whom something happened. */
    Actor concerned() {
        Actor actor = actor();
        return new Actor(null, actor.subject(), actor.name(), actor.session(), actor.peer());
    }
}
