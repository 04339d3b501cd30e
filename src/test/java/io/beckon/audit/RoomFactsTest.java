package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.audit.Fact.Settlement;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.room.TransportState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomFactsTest {

    private final Guest anna = Guest.named("anna");
    private final Guest ben = Guest.named("ben");
    private final Guest mod = Guest.moderator("mod");
    private final RoomScript room = new RoomScript();

    private static Id id(Guest guest) {
        return new Id(guest.peer());
    }

    private static Fact left(LeaveReason why) {
        return new Fact.ParticipantLeft(why);
    }

    private static Fact refused(String frame, String code) {
        return new Fact.SignalRefused(new Id(frame), new Id(code));
    }

    /** By the next record; the offer is as old as it says, a second a record. */
    private Fact settled(Guest offerer, @Nullable Guest answerer, Settlement outcome, long millis) {
        long offer = room.seq() + 16 - millis / RoomScript.SECOND * 16;
        return new Fact.NegotiationSettled(
                id(offerer), answerer == null ? null : id(answerer), new PcName(""), offer, outcome, millis);
    }

    // Coming and going

    @Test
    void theFirstOneOpensTheRoomAndTheLastOneClosesIt() {
        assertEquals(
                List.of(new Fact.RoomOpened(Pattern.MESH), new Fact.ParticipantJoined(Role.PARTICIPANT)),
                room.when(anna.joins()));
        assertEquals(List.of(new Fact.ParticipantJoined(Role.PARTICIPANT)), room.when(ben.joins()));
        assertEquals(List.of(left(LeaveReason.LEFT)), room.when(new Proposal.Leave(anna.origin(), LeaveReason.LEFT)));
        assertEquals(
                List.of(left(LeaveReason.SIGNED_OUT), new Fact.RoomClosed()),
                room.when(new Proposal.Leave(ben.origin(), LeaveReason.SIGNED_OUT)));
    }

    @Test
    void eachEventSaysWhenAndWhereAndByWhom() {
        List<AuditEvent> events = room.events(anna.joins());
        LogPlace place = new LogPlace(LogPlace.Log.EVENTS, 3, 0);
        Instant time = Instant.ofEpochMilli(RoomScript.START + RoomScript.SECOND);
        AuditEvent joined = events.get(1);
        assertEquals("events-3-0-1", joined.id());
        assertEquals("192.0.2.7", String.valueOf(joined.address()));
        assertEquals(
                new AuditEvent(
                        "events-3-0-1",
                        time,
                        new Subject(new Id("default"), new Id("stand-up")),
                        anna.actor(),
                        new Id("node-1"),
                        joined.address(),
                        place,
                        null,
                        new Fact.ParticipantJoined(Role.PARTICIPANT)),
                joined);
        assertEquals("events-3-0-0", events.get(0).id());
    }

    @Test
    void eventsNameTheTraceThatTheirRecordIsPartOf() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Proposal.Join joins = anna.joins();
        List<AuditEvent> events = room.events(new Proposal.Join(
                joins.origin().traced("00-" + trace + "-00f067aa0ba902b7-01"),
                joins.applicant(),
                null,
                null,
                RoomRules.DEFAULT));
        assertEquals(
                List.of(new TraceId(trace), new TraceId(trace)),
                events.stream().map(AuditEvent::trace).toList());
        assertEquals(null, TraceId.of("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"));
        assertEquals(null, TraceId.of("00-4bf9"));
    }

    @Test
    void aSecondSessionInPlaceOfTheFirst() {
        room.given(anna.joins());
        List<AuditEvent> events = room.events(anna.joinsAgain("s-2", "p-2"));
        assertEquals(
                List.of(left(LeaveReason.REPLACED), new Fact.ParticipantJoined(Role.PARTICIPANT)),
                events.stream().map(AuditEvent::fact).toList());
        assertEquals(anna.concerned(), events.get(0).actor());
        assertNull(events.get(0).address());
    }

    @Test
    void oneWhoComesBackHasResumed() {
        room.given(anna.joins(), new Proposal.Disconnected(anna.session(), anna.now(), LeaveReason.TIMEOUT));
        Guest back = anna.resumed();
        assertEquals(
                List.of(new Fact.ParticipantResumed()),
                room.when(new Proposal.Resume(back.origin(), "u-anna", back.rights())));
        assertEquals(
                List.of(new Fact.ParticipantResumed()), room.when(back.resumed().joins()));
        assertEquals(
                List.of(refused("resume", "resume-expired")),
                room.when(new Proposal.Resume(back.origin(), "u-anna", back.rights())));
    }

    @Test
    void oneWhoDoesNotComeBackHasLeftForTheReasonOfItsAbsence() {
        room.given(anna.joins(), ben.joins());
        assertEquals(List.of(), room.when(new Proposal.InstanceLost("node-1")));
        long since = room.position();
        assertEquals(
                List.of(left(LeaveReason.NODE_LOST)),
                room.when(new Proposal.WindowElapsed(anna.session(), anna.now(), since)));
        assertEquals(List.of(), room.when(new Proposal.WindowElapsed(anna.session(), anna.now(), since)), "it is void");
    }

    @Test
    void whatARoomDoesNotAcceptIsRefused() {
        room.given(anna.joins());
        assertEquals(List.of(refused("join", "already-joined")), room.when(anna.joins()));
        assertEquals(List.of(refused("lock", "not-in-room")), room.when(new Proposal.Lock(ben.origin())));
        AuditEvent event = room.events(
                        new Proposal.Offer(anna.origin(), "nobody", "", anna.description(), Json.EMPTY_OBJECT))
                .getFirst();
        assertEquals(refused("offer", "no-such-peer"), event.fact());
        assertEquals(anna.actor(), event.actor());
    }

    @Test
    void whoIsRefusedSinceItHasLeftIsNamed() {
        Guest ben = this.ben.with("1");
        room.given(mod.joins(), ben.joins(), new Proposal.Kick(mod.origin(), ben.peer(), null, 0));
        AuditEvent crossed = room.events(ben.offers(mod)).getFirst();
        assertEquals(refused("offer", "not-in-room"), crossed.fact());
        Actor was = ben.actor();
        assertEquals(new Actor(was.issuer(), was.subject(), was.name(), was.session(), null), crossed.actor());
        Proposal lock = new Proposal.Lock(Guest.named("eve").origin());
        assertNull(room.events(lock).getFirst().actor().subject(), "one who was never there");
    }

    // Moderation

    @Test
    void aModeratorRemovesSomebody() {
        room.given(mod.joins(), ben.joins());
        List<AuditEvent> events = room.events(new Proposal.Kick(mod.origin(), ben.peer(), "spam", 60));
        assertEquals(
                List.of(new Fact.ParticipantRemoved(id(ben), 60, new Label("spam")), left(LeaveReason.KICKED)),
                events.stream().map(AuditEvent::fact).toList());
        assertEquals(
                List.of(mod.actor(), ben.concerned()),
                events.stream().map(AuditEvent::actor).toList());
        assertEquals(List.of(), room.when(new Proposal.BarEnded("u-ben", room.position(), 60)));
        assertEquals(
                List.of(refused("kick", "no-such-peer")),
                room.when(new Proposal.Kick(mod.origin(), ben.peer(), null, 0)));
    }

    @Test
    void rolesChangeByAModeratorOrByWhatATokenSays() {
        room.given(mod.joins(), ben.joins());
        AuditEvent given = room.events(new Proposal.SetRole(mod.origin(), ben.peer(), Role.HOST))
                .getFirst();
        assertEquals(new Fact.RoleChanged(id(ben), Role.HOST), given.fact());
        assertEquals(mod.actor(), given.actor());
        assertEquals(List.of(), room.when(new Proposal.SetRole(mod.origin(), ben.peer(), Role.HOST)));
        AuditEvent lost = room.events(new Proposal.Entitle(mod.session(), mod.now(), Set.of(Right.JOIN, Right.PUBLISH)))
                .getFirst();
        assertEquals(new Fact.RoleChanged(id(mod), Role.PARTICIPANT), lost.fact());
        assertNull(lost.actor());
        assertEquals(
                List.of(left(LeaveReason.KICKED)), room.when(new Proposal.Entitle(mod.session(), mod.now(), Set.of())));
    }

    @Test
    void aRoomIsLockedAndUnlockedOnce() {
        room.given(mod.joins());
        assertEquals(List.of(new Fact.RoomLocked()), room.when(new Proposal.Lock(mod.origin())));
        assertEquals(List.of(), room.when(new Proposal.Lock(mod.origin())));
        assertEquals(List.of(new Fact.RoomUnlocked()), room.when(new Proposal.Unlock(mod.origin())));
    }

    @Test
    void aModeratorAsksForSilence() {
        room.given(mod.joins(), ben.joins());
        assertEquals(
                List.of(new Fact.MuteRequested(id(ben), MediaSource.SCREEN)),
                room.when(new Proposal.Mute(mod.origin(), ben.peer(), MediaSource.SCREEN)));
        assertEquals(
                List.of(new Fact.MuteRequested(null, MediaSource.MICROPHONE)),
                room.when(new Proposal.Mute(mod.origin(), null, MediaSource.MICROPHONE)));
    }

    @Test
    void somebodyKnocksOnceAndIsAdmitted() {
        room.given(mod.joins(), new Proposal.Lock(mod.origin()));
        Proposal knock = new Proposal.Knock(ben.origin(), "u-ben", "Ben", null, ben.rights());
        AuditEvent knocked = room.events(knock).getFirst();
        assertEquals(new Fact.Knocked(), knocked.fact());
        assertEquals(new Id("u-ben"), Objects.requireNonNull(knocked.actor()).subject());
        assertEquals(List.of(), room.when(knock));
        assertEquals(
                List.of(new Fact.KnockAnswered(new Id("u-ben"), true)),
                room.when(new Proposal.AnswerKnock(mod.origin(), "u-ben", true)));
        assertEquals(List.of(new Fact.ParticipantJoined(Role.PARTICIPANT)), room.when(ben.joins()));
    }

    @Test
    void aModeratorDissolvesTheRoom() {
        room.given(mod.joins(), ben.joins(), new Proposal.Lock(mod.origin()), ben.offers(mod));
        assertEquals(
                List.of(
                        new Fact.RoomDissolved(),
                        left(LeaveReason.ROOM_CLOSED),
                        left(LeaveReason.ROOM_CLOSED),
                        settled(ben, mod, Settlement.ABANDONED, 1000),
                        new Fact.RoomClosed()),
                room.when(new Proposal.Close(mod.origin())));
    }

    @Test
    void anAdministratorsOrderIsCarriedOutOnce() {
        room.given(anna.joins(), ben.joins());
        Proposal remove = order("o-1", new Proposal.Action.Remove(ben.peer(), 60));
        List<AuditEvent> events = room.events(remove);
        Label reason = new Label("rules");
        assertEquals(
                List.of(
                        new Fact.OrderCarriedOut(Fact.Order.REMOVE, id(ben), Fact.Outcome.DONE, reason),
                        new Fact.ParticipantRemoved(id(ben), 60, reason),
                        left(LeaveReason.KICKED)),
                events.stream().map(AuditEvent::fact).toList());
        assertEquals(
                new Actor(new Id(Guest.ISSUER), new Id("root"), null, null, null),
                events.get(0).actor());
        assertEquals(List.of(), room.when(remove));
        assertEquals(
                List.of(new Fact.OrderCarriedOut(Fact.Order.REMOVE, id(ben), Fact.Outcome.REFUSED, reason)),
                room.when(order("o-2", new Proposal.Action.Remove(ben.peer(), 60))));
        assertEquals(
                List.of(
                        new Fact.OrderCarriedOut(Fact.Order.LOCK, null, Fact.Outcome.DONE, reason),
                        new Fact.RoomLocked()),
                room.when(order("o-3", new Proposal.Action.SetLock(true))));
        assertEquals(
                List.of(new Fact.OrderCarriedOut(Fact.Order.TELL, null, Fact.Outcome.DONE, reason)),
                room.when(order("o-4", new Proposal.Action.Tell(Json.EMPTY_OBJECT))));
        assertEquals(
                List.of(
                        new Fact.OrderCarriedOut(Fact.Order.DISSOLVE, null, Fact.Outcome.DONE, reason),
                        new Fact.RoomDissolved(),
                        left(LeaveReason.ROOM_CLOSED),
                        new Fact.RoomClosed()),
                room.when(order("o-5", new Proposal.Action.Dissolve())));
        assertEquals(
                List.of(new Fact.OrderCarriedOut(Fact.Order.UNLOCK, null, Fact.Outcome.REFUSED, reason)),
                room.when(order("o-6", new Proposal.Action.SetLock(false))));
    }

    private static Proposal order(String id, Proposal.Action action) {
        return new Proposal.Order(id, Guest.ISSUER, "root", "rules", action);
    }

    // Signaling

    @Test
    void whatIsRelayedIsToldOfOnceThoughItIsSentAgain() {
        room.given(anna.joins(), ben.joins());
        MediaSummary media = new MediaSummary(11, List.of(new Id("audio")), List.of(), List.of(), null);
        Proposal offer = anna.with("f-1").offers(ben);
        assertEquals(List.of(new Fact.OfferRelayed(id(ben), new PcName(""), 3 * 16, media)), room.when(offer));
        assertEquals(List.of(), room.when(offer));
        Json body = Json.of("{\"candidate\":{\"candidate\":\"candidate:1 1 udp 1 192.0.2.1 1 typ host\"}}");
        Proposal candidate =
                new Proposal.Candidate(anna.with("f-2").origin(), ben.peer(), "", null, "anna", null, body);
        assertEquals(
                List.of(new Fact.CandidateRelayed(id(ben), new PcName(""), 3L * 16, body.size(), new Id("host"))),
                room.when(candidate));
        assertEquals(List.of(), room.when(candidate));
        Proposal answer = ben.with("f-3").answers(anna, false);
        assertEquals(
                List.of(
                        new Fact.AnswerRelayed(id(anna), new PcName(""), 3L * 16, false, media),
                        settled(anna, ben, Settlement.ANSWERED, 4000)),
                room.when(answer));
        assertEquals(List.of(), room.when(answer));
        Proposal message = new Proposal.Message(anna.with("f-4").origin(), null, Json.of("{\"data\":1}"));
        assertEquals(List.of(new Fact.MessageRelayed(null, 10)), room.when(message));
        assertEquals(List.of(), room.when(message));
        Proposal report = new Proposal.ReportTransport(ben.origin(), anna.peer(), "", TransportState.CONNECTED);
        assertEquals(
                List.of(new Fact.TransportReported(id(anna), new PcName(""), 3L * 16, TransportState.CONNECTED)),
                room.when(report));
        assertEquals(List.of(), room.when(new Proposal.Update(anna.origin(), "Anna", null, false)));
    }

    @Test
    void whatIsForAllNamesAnOfferWhereThereIsOne() {
        room.given(anna.joins(), ben.joins(), mod.joins(), anna.offers(null));
        long offer = room.seq();
        Proposal candidate = new Proposal.Candidate(anna.origin(), null, "", null, "anna", null, Json.EMPTY_OBJECT);
        assertEquals(offer, ((Fact.CandidateRelayed) room.when(candidate).getFirst()).offer());
        room.given(mod.offers(ben));
        Proposal.Answer both = ben.answers(null, true);
        assertNull(((Fact.AnswerRelayed) room.when(both).getFirst()).offer(), "of two offers");
        Proposal named = new Proposal.Answer(both.origin(), null, "", offer, true, both.description(), both.body());
        assertEquals(offer, ((Fact.AnswerRelayed) room.when(named).getFirst()).offer());
    }

    @Test
    void aProvisionalAnswerSettlesNothing() {
        room.given(anna.joins(), ben.joins(), anna.offers(ben));
        assertEquals(
                List.of(Fact.AnswerRelayed.class),
                room.when(ben.answers(anna, true)).stream().map(Fact::getClass).toList());
        assertEquals(
                List.of(settled(anna, ben, Settlement.ANSWERED, 2000)),
                room.when(ben.answers(anna, false)).stream().skip(1).toList());
    }

    @Test
    void anOfferIsRejectedOrRolledBack() {
        room.given(anna.joins(), ben.joins(), anna.offers(ben));
        assertEquals(
                List.of(settled(anna, ben, Settlement.REJECTED, 1000)),
                room.when(new Proposal.Reject(ben.origin(), anna.peer(), "", null, Json.EMPTY_OBJECT)));
        room.given(anna.offers(null));
        assertEquals(
                List.of(settled(anna, null, Settlement.ROLLED_BACK, 1000)),
                room.when(new Proposal.Rollback(anna.origin(), null, "", Json.EMPTY_OBJECT)));
    }

    @Test
    void whenOffersCrossThatOfThePoliteSideIsSettled() {
        room.given(anna.joins(), ben.joins(), anna.offers(ben));
        assertEquals(
                List.of(settled(ben, anna, Settlement.GLARE, 0)),
                room.when(ben.offers(anna)).stream().skip(1).toList());
        room.given(ben.answers(anna, false), ben.offers(anna));
        assertEquals(
                List.of(settled(ben, anna, Settlement.GLARE, 1000)),
                room.when(anna.offers(ben)).stream().skip(1).toList());
    }

    @Test
    void anOfferToAllIsSettledForAllByOneAnswer() {
        room.given(anna.joins(), ben.joins(), mod.joins(), anna.offers(null));
        assertEquals(
                List.of(settled(anna, ben, Settlement.ANSWERED, 1000)),
                room.when(ben.answers(null, false)).stream().skip(1).toList());
    }

    @Test
    void anOfferRunsOutOfTime() {
        room.given(anna.joins(), ben.joins(), mod.joins(), anna.offers(null));
        Proposal timer = new Proposal.NegotiationTimedOut(anna.peer(), "", room.seq(), room.seq());
        assertEquals(List.of(settled(anna, null, Settlement.TIMEOUT, 1000)), room.when(timer));
        assertEquals(List.of(), room.when(timer));
    }

    @Test
    void anOfferIsAbandonedByWhoLeavesAndByAnother() {
        room.given(anna.joins(), ben.joins(), mod.joins(), anna.offers(null));
        assertEquals(
                List.of(settled(anna, null, Settlement.ABANDONED, 1000)),
                room.when(anna.offers(null)).stream().skip(1).toList());
        assertEquals(
                List.of(left(LeaveReason.LEFT), settled(anna, ben, Settlement.ABANDONED, 1000)),
                room.when(new Proposal.Leave(ben.origin(), LeaveReason.LEFT)));
        assertEquals(
                List.of(left(LeaveReason.LEFT), settled(anna, null, Settlement.ABANDONED, 2000)),
                room.when(new Proposal.Leave(anna.origin(), LeaveReason.LEFT)));
    }

    // Calls

    @Test
    void aCallsRoomOpensWithItsPartiesAndEndsWithTheLastButOne() {
        RoomScript call = new RoomScript(RoomKey.ofCall("default", "c-1"));
        Proposal open = new Proposal.OpenCall("c-1", List.of(anna.party(), ben.party()), RoomRules.DEFAULT);
        Fact joined = new Fact.ParticipantJoined(Role.PARTICIPANT);
        assertEquals(List.of(new Fact.RoomOpened(Pattern.MESH), joined, joined), call.when(open));
        assertEquals(List.of(), call.when(open));
        List<AuditEvent> events = call.events(new Proposal.HangUp(ben.origin(), "bye"));
        assertEquals(
                List.of(
                        left(LeaveReason.LEFT),
                        left(LeaveReason.ROOM_CLOSED),
                        new Fact.CallEnded(new Id("c-1"), CallReason.OTHER, 2000L),
                        new Fact.RoomClosed()),
                events.stream().map(AuditEvent::fact).toList());
        assertEquals(ben.actor(), events.get(0).actor());
        assertEquals(anna.concerned(), events.get(1).actor());
        assertEquals(List.of(), call.when(open));
        assertEquals(List.of(refused("hangup", "wrong-state")), call.when(new Proposal.HangUp(anna.origin(), null)));
    }

    @Test
    void aCallEndsWithWhoeverDoesNotComeBack() {
        RoomScript call = new RoomScript(RoomKey.ofCall("default", "c-1"));
        call.given(
                new Proposal.OpenCall("c-1", List.of(anna.party(), ben.party()), RoomRules.DEFAULT),
                new Proposal.Disconnected(anna.session(), anna.now(), LeaveReason.TIMEOUT));
        assertEquals(
                List.of(
                        left(LeaveReason.TIMEOUT),
                        left(LeaveReason.ROOM_CLOSED),
                        new Fact.CallEnded(new Id("c-1"), CallReason.TIMEOUT, 2000L),
                        new Fact.RoomClosed()),
                call.when(new Proposal.WindowElapsed(anna.session(), anna.now(), call.position())));
    }

    @Test
    void withoutTimesThereAreNoDurations() {
        RoomFacts facts = new RoomFacts(AddressPolicy.FULL);
        Room plain = new Room(new RoomKey("default", "x"));
        Happening unknown = new Happening(new LogPlace(LogPlace.Log.EVENTS, 0, 0), Instant.EPOCH, "");
        long position = 0;
        List<AuditEvent> events = List.of();
        for (Proposal proposal : List.of(anna.joins(), ben.joins(), anna.offers(ben), ben.answers(anna, false))) {
            long next = ++position;
            events = facts.of(plain, proposal, unknown, () -> plain.apply(proposal, next))
                    .facts();
        }
        assertNull(((Fact.NegotiationSettled) events.getLast().fact()).durationMillis());
        assertNull(events.getLast().node());
    }
}
