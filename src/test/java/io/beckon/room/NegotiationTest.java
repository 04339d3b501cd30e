package io.beckon.room;

import static io.beckon.room.Event.Kind.ANSWER;
import static io.beckon.room.Event.Kind.CANDIDATE;
import static io.beckon.room.Event.Kind.OFFER;
import static io.beckon.room.Event.Kind.REJECT;
import static io.beckon.room.Refusal.BAD_SDP;
import static io.beckon.room.Refusal.NOT_ALLOWED;
import static io.beckon.room.Refusal.WRONG_STATE;
import static io.beckon.room.TransportState.CLOSED;
import static io.beckon.room.TransportState.CONNECTED;
import static io.beckon.room.TransportState.DISCONNECTED;
import static io.beckon.room.TransportState.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.sdp.SessionDescription;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The table of negotiations, row by row. Anna joined first and is impolite to all, Ben to those after him. */
class NegotiationTest extends RoomSpecification {

    private Scene room() {
        return given(anna.joins(), ben.joins(), carl.joins());
    }

    private static Negotiation.State state(Scene room, Person one, Person other) {
        return room.room()
                .state()
                .negotiations
                .get(one.peer(), other.peer(), "")
                .state();
    }

    private Proposal.NegotiationTimedOut timeout(Person offerer, long offer, long armed) {
        return new Proposal.NegotiationTimedOut(offerer.peer(), "", seq(offer), seq(armed));
    }

    private Scene inState(Negotiation.State state) {
        return switch (state) {
            case IDLE -> room();
            case OPEN -> room().given(anna.offers(ben));
            case ANSWERED -> inState(Negotiation.State.OPEN).given(ben.answers(anna));
            case CONNECTED -> inState(Negotiation.State.ANSWERED).given(anna.reports(ben, CONNECTED));
            case FAILED -> inState(Negotiation.State.ANSWERED).given(anna.reports(ben, FAILED));
        };
    }

    private static final List<Negotiation.State> NOT_OPEN = List.of(
            Negotiation.State.IDLE, Negotiation.State.ANSWERED, Negotiation.State.CONNECTED, Negotiation.State.FAILED);

    // any but open | offer

    @Test
    void anOfferOpensFromAnyStateButOpen() {
        for (Negotiation.State state : NOT_OPEN) {
            Scene room = inState(state);
            assertEquals(state, state(room, anna, ben));
            room.when(ben.offers(anna)).then(ben.isAcknowledged(), anna.getsAddressed(OFFER, ben));
            assertEquals(Negotiation.State.OPEN, state(room, anna, ben));
        }
    }

    @Test
    void anOfferSetsATimer() {
        Scene room = room().given(anna.offers(ben));
        assertEquals(timeout(anna, 4, 4), room.timer());
        assertTrue(room.room().holds(room.timer()));
    }

    @Test
    void anOfferIsAnswered() {
        Scene room = room().given(anna.offers(ben));
        room.when(ben.answers(anna)).then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
        assertEquals(Negotiation.State.ANSWERED, state(room, anna, ben));
        assertFalse(room.room().holds(room.timer()));
    }

    // open | offer, same side

    @Test
    void aFurtherOfferOfTheSameSideReplacesTheFirst() {
        Scene room = room().given(anna.offers(ben));
        room.when(anna.offers(ben)).then(anna.isAcknowledged(), ben.getsAddressed(OFFER, anna));
        room.when(ben.answers(anna, seq(4), false, ben.description())).then(ben.isRefused(WRONG_STATE));
        room.when(ben.rejects(anna, seq(4))).then(ben.isRefused(WRONG_STATE));
        room.when(ben.answers(anna, seq(5), false, ben.description()))
                .then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void theTimerOfAReplacedOfferIsVoid() {
        room().given(anna.offers(ben), anna.offers(ben))
                .when(timeout(anna, 4, 4))
                .thenNothing()
                .when(timeout(anna, 5, 5))
                .then(anna.learnsOfTimeout(anna, ben), ben.learnsOfTimeout(anna, ben));
    }

    // open | offer, other side

    @Test
    void ofTwoOffersThatCrossTheImpoliteSidesStandsWhenItCameFirst() {
        Scene room = room().given(anna.offers(ben));
        room.when(ben.offers(anna))
                .then(
                        ben.isAcknowledged(),
                        anna.getsAddressed(OFFER, ben),
                        anna.learnsOfGlare(ben, anna, ben),
                        ben.learnsOfGlare(ben, anna, ben));
        room.when(anna.answers(ben)).then(anna.isRefused(WRONG_STATE));
        room.when(ben.answers(anna)).then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void ofTwoOffersThatCrossTheImpoliteSidesStandsWhenItCameLast() {
        Scene room = room().given(ben.offers(anna));
        room.when(anna.offers(ben))
                .then(
                        anna.isAcknowledged(),
                        ben.getsAddressed(OFFER, anna),
                        anna.learnsOfGlare(anna, ben, ben),
                        ben.learnsOfGlare(anna, ben, ben));
        room.when(timeout(ben, 4, 4)).thenNothing();
        room.when(anna.answers(ben)).then(anna.isRefused(WRONG_STATE));
        room.when(ben.answers(anna)).then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void anUnaddressedOfferMayCrossSeveral() {
        room().given(anna.offers(carl), carl.offers(ben))
                .when(ben.offers())
                .then(
                        ben.isAcknowledged(),
                        anna.gets(OFFER, ben),
                        carl.gets(OFFER, ben),
                        carl.learnsOfGlare(ben, carl, carl),
                        ben.learnsOfGlare(ben, carl, carl));
    }

    @Test
    void anOfferCannotCrossMoreThanARecordHasPlacesFor() {
        Scene room = given(anna.joins());
        for (int i = 0; i < 13; i++) {
            Person other = Person.named("p" + i);
            room.given(other.joins(), other.offers(anna));
        }
        room.when(anna.offers()).then(anna.isRefused(WRONG_STATE, "to"));
        room.when(anna.answers(null)).then(anna.isRefused(WRONG_STATE, "to"));
        room.given(anna.answers(Person.named("p0")), anna.offers());
    }

    // open | pranswer

    @Test
    void aProvisionalAnswerKeepsTheOfferOpenAndRestartsItsTimer() {
        Scene room = room().given(anna.offers(ben));
        room.when(ben.answersProvisionally(anna)).then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
        assertEquals(Negotiation.State.OPEN, state(room, anna, ben));
        assertEquals(timeout(anna, 4, 5), room.timer());
        room.when(timeout(anna, 4, 4)).thenNothing();
        room.when(ben.answers(anna)).then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void whoAnsweredProvisionallyAloneMayAnswer() {
        room().given(anna.offers(), ben.answersProvisionally(anna))
                .when(carl.answers(anna))
                .then(carl.isRefused(WRONG_STATE))
                .when(carl.answersProvisionally(anna))
                .then(carl.isRefused(WRONG_STATE))
                .when(ben.answers(anna))
                .then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben), carl.learnsOfOtherAnswer(anna));
    }

    @Test
    void anybodyMayRejectAnOfferThatIsReserved() {
        room().given(anna.offers(), ben.answersProvisionally(anna))
                .when(carl.rejects(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(REJECT, carl), anna.learnsOfRejection(anna, carl))
                .when(ben.answers(anna))
                .then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void theOthersMayAnswerAgainWhenTheReservingOneRejects() {
        room().given(anna.offers(), ben.answersProvisionally(anna), ben.rejects(anna))
                .when(carl.answers(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(ANSWER, carl));
    }

    @Test
    void theOthersMayAnswerAgainWhenTheReservingOneLeaves() {
        room().given(anna.offers(), ben.answersProvisionally(anna), ben.leaves())
                .when(carl.answers(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(ANSWER, carl));
    }

    @Test
    void theOthersMayAnswerAgainWhenTheReservingOneIsOfferedAnew() {
        room().given(anna.offers(), ben.answersProvisionally(anna), anna.offers(ben))
                .when(carl.answers(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(ANSWER, carl));
    }

    @Test
    void theOthersMayAnswerAgainWhenTheOfferIsRolledBackAtTheReservingOne() {
        room().given(anna.offers(), ben.answersProvisionally(anna), anna.rollsBack(ben))
                .when(carl.answers(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(ANSWER, carl));
    }

    @Test
    void theOthersMayAnswerAgainWhenTheReservingOnesOwnOfferStands() {
        room().given(ben.offers(), anna.answersProvisionally(ben), anna.offers(ben))
                .when(carl.answers(ben))
                .then(carl.isAcknowledged(), ben.getsAddressed(ANSWER, carl));
    }

    @Test
    void aReservedOfferTimesOutForAll() {
        Scene room = room().given(anna.offers(), ben.answersProvisionally(anna));
        room.when(timeout(anna, 4, 5))
                .then(
                        anna.learnsOfTimeout(anna, null),
                        ben.learnsOfTimeout(anna, ben),
                        carl.learnsOfTimeout(anna, carl));
        assertEquals(Negotiation.State.IDLE, state(room, anna, carl));
    }

    // open | answer

    @Test
    void theFirstAnswerInLogOrderWins() {
        Scene room = room().given(anna.offers());
        room.when(carl.answers(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(ANSWER, carl), ben.learnsOfOtherAnswer(anna));
        room.when(ben.answers(anna)).then(ben.isRefused(WRONG_STATE));
        assertEquals(Negotiation.State.ANSWERED, state(room, anna, carl));
        assertEquals(Negotiation.State.IDLE, state(room, anna, ben));
    }

    @Test
    void anAnswerLeavesAddressedOffersToOthersOpen() {
        room().given(anna.offers(ben), anna.offers(carl), carl.answers(anna))
                .when(ben.answers(anna))
                .then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void anUnaddressedAnswerSettlesAllThatIsOpen() {
        room().given(anna.offers(), ben.offers(carl))
                .when(carl.answers(null))
                .then(
                        carl.isAcknowledged(),
                        anna.gets(ANSWER, carl),
                        ben.gets(ANSWER, carl),
                        ben.learnsOfOtherAnswer(anna));
    }

    // open | rollback, reject, timeout

    @Test
    void theOffererMayRollBack() {
        Scene room = room().given(anna.offers(ben));
        room.when(ben.rollsBack(anna)).then(ben.isRefused(WRONG_STATE));
        room.when(anna.rollsBack(ben)).then(anna.isAcknowledged(), ben.getsAddressed(OFFER, anna));
        assertEquals(Negotiation.State.IDLE, state(room, anna, ben));
        room.when(ben.answers(anna)).then(ben.isRefused(WRONG_STATE));
    }

    @Test
    void anUnaddressedRollbackTakesBackAllOffers() {
        room().given(anna.offers(), ben.offers(carl))
                .when(anna.rollsBack(null))
                .then(anna.isAcknowledged(), ben.gets(OFFER, anna), carl.gets(OFFER, anna))
                .when(carl.answers(null))
                .then(carl.isAcknowledged(), ben.gets(ANSWER, carl));
    }

    @Test
    void anOfferMayBeRejected() {
        Scene room = room().given(anna.offers(ben));
        room.when(ben.rejects(anna))
                .then(ben.isAcknowledged(), anna.getsAddressed(REJECT, ben), anna.learnsOfRejection(anna, ben));
        assertEquals(Negotiation.State.IDLE, state(room, anna, ben));
    }

    @Test
    void oneRejectionLeavesAnUnaddressedOfferOpenForTheOthers() {
        room().given(anna.offers(), ben.rejects(anna))
                .when(carl.answers(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(ANSWER, carl));
    }

    @Test
    void anOfferTimesOut() {
        Scene room = room().given(anna.offers(ben));
        room.when(room.timer()).then(anna.learnsOfTimeout(anna, ben), ben.learnsOfTimeout(anna, ben));
        assertEquals(Negotiation.State.IDLE, state(room, anna, ben));
        room.when(room.timer()).thenNothing();
    }

    @Test
    void anUnaddressedOfferTimesOutForThoseWhereItIsStillOpen() {
        room().given(anna.offers(), ben.rejects(anna))
                .when(timeout(anna, 4, 4))
                .then(anna.learnsOfTimeout(anna, null), carl.learnsOfTimeout(anna, carl));
    }

    @Test
    void anOfferThatComesToNothingLeavesAllAsItWas() {
        for (Negotiation.State state : NOT_OPEN) {
            for (Function<Scene, Proposal> undoing : List.<Function<Scene, Proposal>>of(
                    room -> anna.rollsBack(ben), room -> ben.rejects(anna), Scene::timer)) {
                Scene room = inState(state);
                for (String generation : List.of("second", "third")) {
                    room.given(anna.offers(ben, "", anna.description(1, 1, generation)));
                    room.given(undoing.apply(room));
                    assertEquals(state, state(room, anna, ben));
                }
                if (state != Negotiation.State.IDLE) {
                    for (String known : List.of("anna", "third")) {
                        room.when(anna.trickles(ben, known))
                                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
                    }
                    assertEquals(
                            IceGeneration.of(List.of("anna")),
                            room.room()
                                    .negotiation(anna.peer(), ben.peer(), "")
                                    .trail(anna.peer())
                                    .current());
                }
            }
        }
    }

    @Test
    void aRoomThatWasOpenedBeforeDecidesAsItDid() {
        Scene room = given(anna.joins(FORMER_RULES), ben.joins())
                .given(anna.offers(ben), ben.answers(anna), ben.reports(anna, CLOSED));
        assertEquals(Negotiation.State.ANSWERED, state(room, anna, ben));
        room.given(anna.offers(ben), anna.rollsBack(ben));
        assertEquals(Negotiation.State.IDLE, state(room, anna, ben));
    }

    @Test
    void whatWasAgreedIsKnownWhileOffersAreOpen() {
        Scene room = inState(Negotiation.State.CONNECTED);
        for (String generation : List.of("second", "third")) {
            room.given(anna.offers(ben, "", anna.description(1, 1, generation)));
        }
        room.when(anna.trickles(ben, "anna")).then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void aConnectionThatFailsWhileAnOfferIsOpenHasFailedAfterIt() {
        Scene room = inState(Negotiation.State.CONNECTED).given(anna.offers(ben), ben.reports(anna, FAILED));
        assertEquals(Negotiation.State.OPEN, state(room, anna, ben));
        room.given(anna.rollsBack(ben));
        assertEquals(Negotiation.State.FAILED, state(room, anna, ben));
    }

    @Test
    void anAnswerOfSomebodyElseLeavesTheOthersAsTheyWere() {
        Scene room = inState(Negotiation.State.CONNECTED).given(anna.offers(), carl.answers(anna));
        assertEquals(Negotiation.State.ANSWERED, state(room, anna, carl));
        assertEquals(Negotiation.State.CONNECTED, state(room, anna, ben));
    }

    // answered | connection-state, offer

    @Test
    void reportsOfTheTransportAreAcknowledgedAndKept() {
        Scene room = room().given(anna.offers(ben), ben.answers(anna));
        room.when(anna.reports(ben, CONNECTED)).then(anna.isAcknowledged());
        assertEquals(Negotiation.State.CONNECTED, state(room, anna, ben));
        room.given(ben.reports(anna, DISCONNECTED));
        assertEquals(Negotiation.State.CONNECTED, state(room, anna, ben));
        room.given(ben.reports(anna, CLOSED));
        assertEquals(Negotiation.State.FAILED, state(room, anna, ben));
        room.given(ben.reports(anna, CONNECTED));
        room.given(ben.reports(anna, FAILED));
        assertEquals(Negotiation.State.FAILED, state(room, anna, ben));
        room.given(ben.reports(anna, CONNECTED));
        assertEquals(Negotiation.State.CONNECTED, state(room, anna, ben));
    }

    @Test
    void reportsBeforeAnAnswerChangeNothing() {
        Scene room = room().given(anna.reports(ben, FAILED));
        assertEquals(Negotiation.State.IDLE, state(room, anna, ben));
        room.given(anna.offers(ben), anna.reports(ben, CONNECTED));
        assertEquals(Negotiation.State.OPEN, state(room, anna, ben));
    }

    // not open | answer, pranswer, reject, rollback

    @Test
    void withoutAnOpenOfferThereIsNothingToAnswerRejectOrRollBack() {
        for (Negotiation.State state : NOT_OPEN) {
            Scene room = inState(state);
            for (Proposal.Framed proposal : List.of(
                    ben.answers(anna),
                    ben.answers(null),
                    ben.answersProvisionally(anna),
                    ben.rejects(anna),
                    ben.rejects(null),
                    ben.rollsBack(anna),
                    ben.rollsBack(null))) {
                room.when(proposal).then(ben.isRefused(WRONG_STATE));
            }
            assertEquals(state, state(room, anna, ben));
        }
    }

    @Test
    void nobodyAnswersItsOwnOffer() {
        room().given(anna.offers(ben))
                .when(anna.answers(ben))
                .then(anna.isRefused(WRONG_STATE))
                .when(anna.rejects(null))
                .then(anna.isRefused(WRONG_STATE));
    }

    // open | answer with another number of m-sections

    @Test
    void anAnswerMustHaveTheMediaSectionsOfItsOffer() {
        Scene room = room().given(anna.offers(ben, "", anna.description(1, 2)));
        room.when(ben.answers(anna, null, false, ben.description(1, 1))).then(ben.isRefused(BAD_SDP, "answer.sdp"));
        room.when(ben.answers(anna, null, true, ben.description(1, 3))).then(ben.isRefused(BAD_SDP, "answer.sdp"));
        assertEquals(Negotiation.State.OPEN, state(room, anna, ben));
        room.when(ben.answers(anna, null, false, ben.description(1, 2)))
                .then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void anAnswerWithOtherMidsOrAnotherOrderIsRefused() {
        Scene room = given(anna.joins(), ben.joins(), anna.offers(ben, "", anna.sections(1, "0", "1")));

        room.when(ben.answers(anna, null, false, ben.sections(1, "1", "0"))).then(ben.isRefused(BAD_SDP, "answer.sdp"));
        room.when(ben.answers(anna, null, true, ben.sections(1, "0", "2"))).then(ben.isRefused(BAD_SDP, "answer.sdp"));
        room.given(ben.answers(anna, null, false, ben.sections(1, "0", "1")));
    }

    @Test
    void anAnswerOfWhichTheSectionsAreNotKnownIsTakenByTheirNumber() {
        given(anna.joins(), ben.joins(), anna.offers(ben, "", anna.sections(1, "0", "1")))
                .given(ben.answers(anna, null, false, ben.description(1, 2)));
    }

    @Test
    void anUnaddressedAnswerSettlesTheOffersThatItFits() {
        room().given(anna.offers(carl, "", anna.description(1, 2)), ben.offers(carl, "", ben.description(1, 1)))
                .when(carl.answers(null, null, false, carl.description(1, 2)))
                .then(carl.isAcknowledged(), anna.gets(ANSWER, carl))
                .when(carl.answers(null, null, false, carl.description(1, 1)))
                .then(carl.isAcknowledged(), ben.gets(ANSWER, carl));
    }

    // re

    @Test
    void anAnswerMayNameItsOffer() {
        Scene room = room().given(anna.offers(carl), ben.offers(carl));
        room.when(carl.answers(null, seq(3), false, carl.description())).then(carl.isRefused(WRONG_STATE));
        room.when(carl.answers(null, seq(5), false, carl.description()))
                .then(carl.isAcknowledged(), ben.gets(ANSWER, carl));
        room.when(carl.rejects(null, seq(5))).then(carl.isRefused(WRONG_STATE));
        room.when(carl.rejects(null, seq(4)))
                .then(carl.isAcknowledged(), anna.gets(REJECT, carl), anna.learnsOfRejection(anna, carl));
    }

    // o=

    @Test
    void theVersionOfAReofferIsNotLower() {
        SessionDescription fresh = new SessionDescription(4712, 1, 1, List.of("f"));
        room().given(anna.offers(ben, "", anna.description(5, 1)), ben.answers(anna))
                .when(anna.offers(ben, "", anna.description(4, 1)))
                .then(anna.isRefused(BAD_SDP, "offer.sdp"))
                .when(anna.offers(ben, "", anna.description(5, 1)))
                .then(anna.isAcknowledged(), ben.getsAddressed(OFFER, anna))
                .when(anna.offers(ben, "", fresh))
                .then(anna.isAcknowledged(), ben.getsAddressed(OFFER, anna));
    }

    @Test
    void anotherConnectionMayBeginToCountAnewUnderTheSameSessionId() {
        Scene room = room().given(anna.offers(ben, "", anna.description(5, 1, "first")))
                .given(anna.offers(ben, "", anna.description(6, 1, "restarted")));
        room.when(anna.offers(ben, "", anna.description(5, 1, "first"))).then(anna.isRefused(BAD_SDP, "offer.sdp"));
        room.when(anna.offers(ben, "", anna.description(1, 1, "another")))
                .then(anna.isAcknowledged(), ben.getsAddressed(OFFER, anna));
    }

    @Test
    void whyAVersionIsRefusedIsSaidWithItsLineAndWhereItIsWritten() {
        Scene room = room().given(anna.offers(ben, "", anna.description(5, 1)));
        Reply reply = room.when(anna.offers(ben, "", anna.description(4, 1))).reply();

        assertEquals(
                "line 2: the version in the o= line is lower than that of the last offer (RFC 8866 section 5.2)",
                ((Reply.Refused) reply).message());
    }

    @Test
    void versionsAreComparedWithinOnePairAndConnection() {
        room().given(anna.offers(ben, "", anna.description(5, 1)))
                .given(anna.offers(carl, "", anna.description(4, 1)))
                .given(anna.offers(ben, "screen", anna.description(4, 1)));
    }

    // pc

    @Test
    void theConnectionsOfAPairAreIndependent() {
        Scene room = room().given(anna.offers(ben, "screen", anna.description()));
        room.when(ben.answers(anna)).then(ben.isRefused(WRONG_STATE));
        room.when(ben.offers(anna)).then(ben.isAcknowledged(), anna.getsAddressed(OFFER, ben));
        room.when(new Proposal.NegotiationTimedOut(anna.peer(), "screen", seq(4), seq(4)))
                .then(anna.learnsOfTimeout(anna, ben), ben.learnsOfTimeout(anna, ben));
    }

    @Test
    @Fills("room.OfferAnswer.CONNECTIONS_PER_PAIR")
    void aPairHasOnlySoManyConnections() {
        Scene room = room();
        for (int i = 0; i < OfferAnswer.CONNECTIONS_PER_PAIR; i++) {
            room.given(anna.offers(ben, "pc" + i, anna.description()));
        }
        room.when(anna.offers(ben)).then(anna.isRefused(NOT_ALLOWED, "pc"));
        room.when(ben.offers(anna)).then(ben.isRefused(NOT_ALLOWED, "pc"));
        room.given(anna.offers(ben, "pc0", anna.description()), anna.offers(carl));
    }

    // leaving

    @Test
    void leavingEndsAllNegotiations() {
        Scene room = room().given(anna.offers(ben), carl.offers(anna), anna.leaves(), anna.joins());
        room.when(ben.answers(anna)).then(ben.isRefused(WRONG_STATE));
        room.when(anna.answers(carl)).then(anna.isRefused(WRONG_STATE));
        room.when(timeout(anna, 4, 4)).thenNothing();
    }

    @Test
    void anAbsentMembersNegotiationsGoOn() {
        room().given(anna.offers(ben), anna.disconnects())
                .when(ben.answers(anna))
                .then(ben.isAcknowledged(), anna.getsAddressed(ANSWER, ben));
    }

    @Test
    void whileOneOfTwoIsAbsentTheirOfferDoesNotRunOutOfTime() {
        for (Person absent : List.of(anna, ben)) {
            Scene room = room().given(anna.offers(ben), absent.disconnects());
            room.when(timeout(anna, 4, 4)).thenNothing();
            assertEquals(Negotiation.State.OPEN, state(room, anna, ben));
        }
    }

    @Test
    void whoComesBackGivesTheirOfferItsWholeTimeAgain() {
        for (Person absent : List.of(anna, ben)) {
            Scene room = room().given(
                            anna.offers(ben),
                            absent.disconnects(),
                            absent.on(2, "node-1").resumes());
            assertEquals(timeout(anna, 4, 6), room.timer());
            room.when(timeout(anna, 4, 4)).thenNothing();
            room.when(timeout(anna, 4, 6)).then(anna.learnsOfTimeout(anna, ben), ben.learnsOfTimeout(anna, ben));
        }
    }

    @Test
    void anOfferToSeveralRunsOutOfTimeWhileOneOfThemIsThere() {
        room().given(anna.offers(), ben.disconnects())
                .when(timeout(anna, 4, 4))
                .then(
                        ben.learnsOfTimeout(anna, ben),
                        carl.learnsOfTimeout(anna, carl),
                        anna.learnsOfTimeout(anna, null));
    }

    @Test
    void whatAnAbsentMemberHadReservedOthersHaveTheWholeTimeFor() {
        Scene room = room().given(anna.offers(), ben.answersProvisionally(anna), ben.disconnects());
        room.when(timeout(anna, 4, 5)).thenNothing();
        room.given(ben.windowElapses(6));
        assertEquals(timeout(anna, 4, 8), room.timer());
        room.when(timeout(anna, 4, 8)).then(carl.learnsOfTimeout(anna, carl), anna.learnsOfTimeout(anna, null));
    }
}
