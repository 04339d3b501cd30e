package io.beckon.calling;

import io.beckon.call.Call;
import io.beckon.call.Callee;
import io.beckon.call.Party;
import io.beckon.call.Person;
import io.beckon.following.Follower;
import io.beckon.identity.Ids;
import io.beckon.room.Applicant;
import io.beckon.room.CallHead;
import io.beckon.room.CallParty;
import io.beckon.room.Json;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.session.Session;
import io.beckon.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Brings the parties of accepted calls together in a room. */
record CallRooms(Follower follower, Sessions sessions, Lines lines, RoomRules rules) {

    /** The caller first, then who has accepted. */
    static List<Party> parties(Call call) {
        List<Party> parties = new ArrayList<>();
        parties.add(call.caller());
        call.callees().stream().map(Callee::answered).filter(Objects::nonNull).forEach(parties::add);
        return parties;
    }

    boolean isHere(Party party) {
        return sessions.connected(party.session()) != null;
    }

    /** Whether some party that is connected here has not been brought in yet. */
    boolean isWanted(Call call) {
        return parties(call).stream()
                .map(party -> sessions.connected(party.session()))
                .anyMatch(session -> session != null && !isIn(session, call));
    }

    private boolean isIn(Session session, Call call) {
        Line line = lines.of(session);
        return line == null
                || line.wasSeated(call.id())
                || session.membership().named(CallWording.room(call).name()) != null;
    }

    /** Whether the room of a call that was accepted, as far as this node knows it, has seen its end. */
    boolean hasEnded(Call call) {
        return isKnown(call, CallHead::isOver);
    }

    /** Whether parties of an accepted call are in its room; fails where this node cannot follow it. */
    CompletableFuture<Boolean> isOn(Call call) {
        return follower.whenLive(CallWording.room(call)).thenApply(live -> isKnown(call, head -> !head.isOver()));
    }

    private boolean isKnown(Call call, Predicate<CallHead> state) {
        return Boolean.TRUE.equals(follower.read(CallWording.room(call), followed -> {
            CallHead head = followed.room().call();
            return head != null && state.test(head);
        }));
    }

    /**
     * A call is over that had been accepted. Its room tells those who came in; not those who were still on their way to it.
     *
     * @param call as it was before
     */
    void end(Call call, String reason) {
        for (Party party : parties(call)) {
            Session session = sessions.connected(party.session());
            if (session != null && lines.learnsOfEnd(session, call.id())) {
                session.send(CallWording.ended(call, reason));
            }
        }
    }

    /** First this node follows the room, so that it sees its parties come in. */
    CompletableFuture<Void> open(Call call) {
        RoomKey room = CallWording.room(call);
        List<CallParty> parties = parties(call).stream().map(this::seat).toList();
        return follower.whenLive(room)
                .thenRun(() -> follower.insist(room, new Proposal.OpenCall(call.id(), parties, rules)));
    }

    /** A session that is connected here is known better than the log of calls does. */
    private CallParty seat(Party party) {
        Session here = sessions.connected(party.session());
        Person person = party.person();
        Applicant applicant = new Applicant(
                Ids.random(), person.user(), person.userName(), person.rights(), null, null, Json.EMPTY_OBJECT, false);
        return new CallParty(party.session(), here == null ? party.incarnation() : here.incarnation(), applicant);
    }
}
