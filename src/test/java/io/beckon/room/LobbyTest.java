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
    @Fills("room.OfferAnswer.CONNECTIONS_IN_LOBBY")
    void theOldestOfTooManyConnectionsIsForgotten() {
        Scene room = given(enters(ann), enters(benny));
        for (int i = 0; i <= OfferAnswer.CONNECTIONS_IN_LOBBY; i++) {
            room.given(ann.offers(benny, "dc_" + i, ann.description()), answer(ann, "dc_" + i));
        }
        assertKnown(room, OfferAnswer.CONNECTIONS_IN_LOBBY, "dc_0");
    }

    @Test
    void offersThatNobodyHasAnsweredYetAreNotForgottenForThat() {
        Scene room = calls(given(enters(ann), enters(benny)), 0, 2 * OfferAnswer.CONNECTIONS_IN_LOBBY);
        assertKnown(room, 2 * OfferAnswer.CONNECTIONS_IN_LOBBY);
        room.given(answer(ann, "dc_0"), answer(ann, "dc_1"));
    }

    @Test
    @Fills("room.OfferAnswer.OPEN_IN_LOBBY")
    void ofThoseTheOldestOfFarTooManyIs() {
        Scene room = calls(given(enters(ann), enters(benny)), 0, OfferAnswer.OPEN_IN_LOBBY + 1);
        assertKnown(room, OfferAnswer.OPEN_IN_LOBBY, "dc_0");
    }

    @Test
    void theyStayBesideThoseThatWereAnswered() {
        Scene room = given(enters(ann), enters(benny), ann.offers(benny, "old", ann.description()));
        for (int i = 0; i <= OfferAnswer.CONNECTIONS_IN_LOBBY; i++) {
            room.given(ann.offers(benny, "dc_" + i, ann.description()), answer(ann, "dc_" + i));
        }
        assertKnown(room, OfferAnswer.CONNECTIONS_IN_LOBBY + 1, "dc_0");
        room.given(answer(ann, "old"));
    }

    @Test
    void aRoomThatWasOpenedBeforeDecidesAsItDid() {
        Proposal.Join join = enters(ann);
        Scene room = calls(
                given(new Proposal.Join(join.origin(), join.applicant(), LOBBY, null, FORMER_RULES), enters(benny)),
                0,
                OfferAnswer.CONNECTIONS_IN_LOBBY + 1);
        assertKnown(room, OfferAnswer.CONNECTIONS_IN_LOBBY, "dc_0");
    }
}
