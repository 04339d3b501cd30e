package io.beckon.room;

import static io.beckon.room.Event.Kind.ANSWER;
import static io.beckon.room.Event.Kind.OFFER;
import static io.beckon.room.Pattern.LOBBY;
import static io.beckon.room.Refusal.ALREADY_JOINED;
import static io.beckon.room.Refusal.BAD_MESSAGE;
import static io.beckon.room.Refusal.NO_SUCH_PEER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rooms in which nobody sees anybody, and each is called by its name. */
class LobbyTest extends RoomSpecification {

    private final Person ann = anna.withPeer("ann");
    private final Person benny = ben.withPeer("benny");

    /** Under the name that its peer is called by here. */
    private static Proposal.Join enters(Person who, String name, @Nullable Person instead) {
        Applicant applicant = new Applicant(
                "made-by-the-edge-" + who.name(),
                who.user(),
                who.user(),
                who.rights(),
                name,
                null,
                Json.EMPTY_OBJECT,
                false);
        return new Proposal.Join(
                who.origin(), applicant, LOBBY, instead == null ? null : instead.session(), RoomRules.DEFAULT);
    }

    private static Proposal.Join enters(Person who) {
        return enters(who, who.peer(), null);
    }

    private static Proposal.Join enters(Person who, RoomRules rules) {
        Proposal.Join join = enters(who);
        return new Proposal.Join(join.origin(), join.applicant(), LOBBY, null, rules);
    }

    private static void assertRefused(Refusal refusal, Reply reply) {
        assertEquals(refusal, assertInstanceOf(Reply.Refused.class, reply).refusal());
    }

    @Test
    void nobodyIsToldWhoComesAndGoes() {
        Scene room = given(enters(ann));
        room.when(enters(benny)).then(benny.isAdmitted());
        room.when(benny.leaves()).then(benny.hasLeft());
    }

    @Test
    void participantsAreCalledByTheirNames() {
        given(enters(ann), enters(benny))
                .when(ann.offers(benny))
                .then(ann.isAcknowledged(), benny.getsAddressed(OFFER, ann))
                .when(benny.answers(ann))
                .then(benny.isAcknowledged(), ann.getsAddressed(ANSWER, benny));
    }

    @Test
    void whoHasNoNameHasAnIdOfTheService() {
        given(enters(ann)).when(carl.joins()).then(carl.isAdmitted()).given(ann.offers(carl));
    }

    @Test
    void aNameIsTheFirstOnes() {
        Scene room = given(enters(ann));
        assertRefused(ALREADY_JOINED, room.when(enters(ben, "ann", null)).reply());
        room.given(enters(ben, "other", null));
    }

    @Test
    void aNameIsGivenAwayWhenItsHolderHasNoConnection() {
        Scene room = given(enters(ann));
        assertRefused(ALREADY_JOINED, room.when(enters(ben, "ann", ann)).reply());
        room.given(ann.disconnects());
        assertRefused(ALREADY_JOINED, room.when(enters(ben, "ann", null)).reply());
        room.given(enters(ben, "ann", ann));
        assertEquals("ann", room.room().peer(ben.session()));
        assertEquals(1, room.room().size());
    }

    @Test
    void nobodyElsesPlaceIsGivenAway() {
        Scene room = given(enters(ann), ann.disconnects());
        room.given(enters(ben, "other", ann));
        assertEquals(2, room.room().size());
    }

    @Test
    void aNameHasToBePlain() {
        for (String name : List.of(" a", "a ", "a\"b", "a\\b", "a\tb", "ä", "a".repeat(65))) {
            assertRefused(
                    BAD_MESSAGE,
                    given(enters(ann)).when(enters(ben, name, null)).reply());
        }
    }

    @Test
    void nothingIsForAll() {
        Scene room = given(enters(ann), enters(benny));
        assertRefused(BAD_MESSAGE, room.when(ann.offers()).reply());
        room.when(ann.says("{}")).then(ann.isAcknowledged());
        assertRefused(NO_SUCH_PEER, room.when(ann.offers(carl)).reply());
    }

    @Test
    void anOfferMayRingAsLongAsBothAreThere() {
        Outcome outcome = given(enters(ann), enters(benny)).room().apply(ann.offers(benny), 3);
        assertTrue(outcome.effects().stream().noneMatch(Effect.Armed.class::isInstance));
    }

    private Proposal.Answer answer(Person to, String pc) {
        return new Proposal.Answer(
                benny.origin(), to.peer(), pc, null, false, benny.description(), Json.of("\"answer\""));
    }

    /** Each is answered before the next is made. */
    private Scene connects(Scene room, int from, int to) {
        for (int i = from; i < to; i++) {
            room.given(ann.offers(benny, "dc_" + i, ann.description()), answer(ann, "dc_" + i));
        }
        return room;
    }

    private static Proposal.Candidate candidate(Person from, Person to, String pc) {
        return new Proposal.Candidate(from.origin(), to.peer(), pc, null, null, null, Json.of("\"candidate\""));
    }

    private Scene calls(Scene room, int from, int to) {
        for (int i = from; i < to; i++) {
            room.given(ann.offers(benny, "dc_" + i, ann.description()));
        }
        return room;
    }

    private static void assertKnown(Scene room, int size, String... forgotten) {
        List<String> known =
                room.room().negotiations("ann").stream().map(Negotiation::pc).toList();
        assertEquals(size, known.size());
        List.of(forgotten).forEach(pc -> assertFalse(known.contains(pc), pc));
    }

    @Test
    @Fills("room.LobbyConnections.SETTLED")
    void theOldestOfTooManyConnectionsIsForgotten() {
        Scene room = connects(given(enters(ann), enters(benny)), 0, LobbyConnections.SETTLED + 1);
        assertKnown(room, LobbyConnections.SETTLED, "dc_0");
    }

    @Test
    void offersThatNobodyHasAnsweredYetAreNotForgottenForThat() {
        Scene room = calls(given(enters(ann), enters(benny)), 0, 2 * LobbyConnections.SETTLED);
        assertKnown(room, 2 * LobbyConnections.SETTLED);
        room.given(answer(ann, "dc_0"), answer(ann, "dc_1"));
    }

    @Test
    @Fills("room.LobbyConnections.OPEN")
    void ofThoseTheOldestOfFarTooManyIs() {
        Scene room = calls(given(enters(ann), enters(benny)), 0, LobbyConnections.OPEN + 1);
        assertKnown(room, LobbyConnections.OPEN, "dc_0");
    }

    @Test
    void theyStayBesideThoseThatWereAnswered() {
        Scene room = given(enters(ann), enters(benny), ann.offers(benny, "old", ann.description()));
        connects(room, 0, LobbyConnections.SETTLED + 1);
        assertKnown(room, LobbyConnections.SETTLED + 1, "dc_0");
        room.given(answer(ann, "old"));
    }

    @Test
    void candidatesOfAHubComeWhenAllWhomItCallsHaveAnswered() {
        Scene room = connects(given(enters(ann), enters(benny)), 0, 100);
        for (int i = 0; i < 100; i++) {
            room.given(candidate(ann, benny, "dc_" + i), candidate(benny, ann, "dc_" + i));
        }
    }

    @Test
    void whatWasAnsweredLateIsNoOldConnection() {
        Scene room = given(enters(ann), enters(benny), ann.offers(benny, "late", ann.description()));
        connects(room, 0, LobbyConnections.SETTLED - 1).given(answer(ann, "late"));
        connects(room, LobbyConnections.SETTLED, LobbyConnections.SETTLED + 2);
        assertKnown(room, LobbyConnections.SETTLED, "dc_0");
        room.given(candidate(ann, benny, "late"));
    }

    @Test
    void whatWasNeverAnsweredIsForgottenFirst() {
        Scene room = connects(given(enters(ann), enters(benny)), 0, LobbyConnections.SETTLED - 1);
        room.given(
                ann.offers(benny, "refused", ann.description()),
                new Proposal.Reject(benny.origin(), "ann", "refused", null, Json.of("\"reject\"")));
        connects(room, LobbyConnections.SETTLED, LobbyConnections.SETTLED + 1);
        assertKnown(room, LobbyConnections.SETTLED, "refused");
    }

    @Test
    void aRoomThatWasOpenedBeforeForgetsThoseThatWereOfferedFirst() {
        RoomRules rules = version(RoomRules.ANSWERED_LAST - 1);
        Scene room = given(enters(ann, rules), enters(benny), ann.offers(benny, "late", ann.description()));
        connects(room, 0, LobbyConnections.FORMERLY_SETTLED - 1).given(answer(ann, "late"));
        connects(room, LobbyConnections.FORMERLY_SETTLED, LobbyConnections.FORMERLY_SETTLED + 1);
        assertKnown(room, LobbyConnections.FORMERLY_SETTLED, "late");
        assertTrue(room.room().negotiations("ann").stream().allMatch(negotiation -> negotiation.lastAnswer() == 0));
    }

    @Test
    void aRoomOfTheFirstRulesForgetsTheOldestOpenOrNot() {
        Scene room = calls(given(enters(ann, FORMER_RULES), enters(benny)), 0, LobbyConnections.FORMERLY_SETTLED + 1);
        assertKnown(room, LobbyConnections.FORMERLY_SETTLED, "dc_0");
    }
}
