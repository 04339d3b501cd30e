package io.beckon.room;

import static io.beckon.room.Event.Kind.CANDIDATE;
import static io.beckon.room.Pattern.BROADCAST;
import static io.beckon.room.Pattern.SFU;
import static io.beckon.room.Refusal.BAD_MESSAGE;
import static io.beckon.room.Refusal.WRONG_STATE;
import static io.beckon.room.Role.HOST;
import static io.beckon.room.Role.MEDIA_SERVER;
import static io.beckon.room.Role.VIEWER;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.sdp.SectionName;
import org.junit.jupiter.api.Test;

class CandidateTest extends RoomSpecification {

    private final Person host = Person.named("host").cast(HOST);
    private final Person viewer = Person.named("viewer").as(VIEWER);
    private final Person server = Person.named("server").cast(MEDIA_SERVER);

    private Scene room() {
        return given(anna.joins(), ben.joins(), carl.joins());
    }

    @Test
    void aCandidateFollowsItsDescription() {
        room().given(anna.offers(ben))
                .when(anna.trickles(ben, "anna"))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna))
                .when(anna.trickles(ben))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void aCandidateBeforeItsDescriptionIsRefused() {
        Scene room = room();
        room.when(anna.trickles(ben)).then(anna.isRefused(WRONG_STATE, "candidate"));
        room.given(ben.offers(anna));
        room.when(anna.trickles(ben)).then(anna.isRefused(WRONG_STATE, "candidate"));
        room.given(anna.answers(ben));
        room.when(anna.trickles(ben)).then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void aCandidateOfAnUnknownGenerationIsRefused() {
        room().given(anna.offers(ben)).when(anna.trickles(ben, "next")).then(anna.isRefused(WRONG_STATE, "candidate"));
    }

    @Test
    void theLastTwoGenerationsAreKnown() {
        Scene room = room();
        for (String generation : new String[] {"one", "two", "three"}) {
            room.given(anna.offers(ben, "", anna.description(1, 1, generation)), ben.answers(anna));
        }
        room.when(anna.trickles(ben, "one")).then(anna.isRefused(WRONG_STATE, "candidate"));
        room.when(anna.trickles(ben, "two")).then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
        room.when(anna.trickles(ben, "three")).then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void aCandidateOfAnMSectionThatTheDescriptionLacksIsRefused() {
        Scene room = room().given(anna.offers(ben, "", anna.sections(1, "0", "data")));

        room.when(anna.tricklesFor(ben, "anna", SectionName.of("data", null)))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
        room.when(anna.tricklesFor(ben, "anna", SectionName.of("1", null)))
                .then(anna.isRefused(WRONG_STATE, "candidate"));
        assertTrue(
                room.room().awaitsDescription(anna.session(), null, ben.peer(), "", "anna", SectionName.of("1", null)));

        room.given(
                ben.answers(anna, null, false, ben.sections(1, "0", "data")),
                anna.offers(ben, "", anna.sections(2, "0", "data", "1")));
        room.when(anna.tricklesFor(ben, "anna", SectionName.of("1", null)))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void aReofferOfTheSameGenerationKeepsThePreviousOne() {
        Scene room = room();
        for (String generation : new String[] {"one", "two", "two", "two"}) {
            room.given(anna.offers(ben, "", anna.description(1, 1, generation)), ben.answers(anna));
        }
        room.given(anna.trickles(ben, "one"), anna.trickles(ben, "two"));
    }

    @Test
    void aDescriptionMayHaveSeveralFragments() {
        room().given(anna.offers(ben, "", anna.description(1, 2, "audio", "video")))
                .given(anna.trickles(ben, "audio"), anna.trickles(ben, "video"));
    }

    @Test
    void candidatesAreTheConnectionsOwn() {
        room().given(anna.offers(ben, "screen", anna.description()))
                .when(anna.trickles(ben))
                .then(anna.isRefused(WRONG_STATE, "candidate"));
    }

    @Test
    void anUnaddressedCandidateGoesToThoseWhoHaveItsDescription() {
        room().given(anna.offers(ben))
                .when(anna.trickles(null, "anna"))
                .then(anna.isAcknowledged(), ben.gets(CANDIDATE, anna));
    }

    @Test
    void anUnaddressedCandidateFollowsItsDescriptionWhereAnOfferWouldGoElsewhereByNow() {
        Scene room = given(host.joins(BROADCAST), viewer.joins(), viewer.offers(), server.joins());
        assertFalse(awaits(room, viewer, null, "viewer"));
        room.when(viewer.trickles(null, "viewer")).then(viewer.isAcknowledged(), host.gets(CANDIDATE, viewer));

        room.given(viewer.offers(null, "", viewer.description(1, 1, "next")));
        room.when(viewer.trickles(null, "next")).then(viewer.isAcknowledged(), server.gets(CANDIDATE, viewer));
        room.when(viewer.trickles(null)).then(viewer.isAcknowledged(), server.gets(CANDIDATE, viewer));
        room.when(viewer.trickles(null, "viewer")).then(viewer.isAcknowledged(), host.gets(CANDIDATE, viewer));
        assertTrue(awaits(room, viewer, null, "third"));
    }

    @Test
    void whoHasAnsweredWithoutAnAddresseeTricklesSo() {
        given(host.joins(BROADCAST), viewer.joins(), viewer.offers(), host.answers(null))
                .when(host.trickles(null, "host"))
                .then(host.isAcknowledged(), viewer.gets(CANDIDATE, host));
    }

    @Test
    void aMediaServerSaysToWhom() {
        given(server.joins(SFU), anna.joins(), anna.offers(), server.answers(anna))
                .when(server.trickles(null))
                .then(server.isRefused(BAD_MESSAGE, "to"));
    }

    @Test
    void inARoomThatWasOpenedBeforeACandidateGoesWhereAnOfferWould() {
        given(host.joins(BROADCAST, new RoomRules(2, 50, 50, 50, 50, 8, 1000)), viewer.joins())
                .given(viewer.offers(), server.joins())
                .when(viewer.trickles(null, "viewer"))
                .then(viewer.isRefused(WRONG_STATE, "candidate"));
    }

    @Test
    void aCandidateAfterARejectionIsStillRelayed() {
        room().given(anna.offers(ben), ben.rejects(anna), anna.trickles(ben));
    }

    @Test
    void bothDescriptionsOfOffersThatCrossedAreKnown() {
        room().given(anna.offers(ben), ben.offers(anna), anna.trickles(ben, "anna"), ben.trickles(anna, "ben"));
    }

    @Test
    void aCandidateMayNameItsOffer() {
        room().given(anna.offers(ben), anna.offers(ben))
                .when(anna.trickles(ben, null, seq(4)))
                .then(anna.isRefused(WRONG_STATE, "candidate"))
                .when(anna.trickles(ben, null, seq(5)))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void theCandidatesOfOneWhoLeftAreForgotten() {
        room().given(anna.offers(ben), anna.leaves(), anna.joins())
                .when(anna.trickles(ben))
                .then(anna.isRefused(WRONG_STATE, "candidate"));
    }

    // what the edge holds back

    @Test
    void aCandidateAwaitsItsDescription() {
        Scene room = room();
        assertTrue(awaits(room, anna, ben, null));
        room.given(anna.offers(ben));
        assertFalse(awaits(room, anna, ben, null));
        assertFalse(awaits(room, anna, ben, "anna"));
        assertTrue(awaits(room, anna, ben, "next"));
        assertTrue(awaits(room, anna, carl, null));
        assertFalse(awaits(room, anna, null, null));
    }

    @Test
    void whatIsRefusedForAnotherReasonDoesNotWait() {
        Scene room = room();
        assertFalse(awaits(room, anna, dora, null));
        assertFalse(awaits(given(anna.joins()), anna, null, null));
    }

    @Test
    void aCandidateOfOneWhoseJoinIsOnItsWayWaits() {
        assertTrue(awaits(room(), dora, anna, null));
    }

    @Test
    void aCandidateThatWasAcceptedDoesNotWaitWhenItIsSentAgain() {
        Scene room = room();
        room.given(anna.offers(ben), anna.with("c").trickles(ben));
        assertFalse(room.room().awaitsDescription(anna.session(), "c", ben.peer(), "", "gone", null));
        assertTrue(room.room().awaitsDescription(anna.session(), "d", ben.peer(), "", "gone", null));
    }

    @Test
    void anIndexNamesAnMSectionToo() {
        Scene room = room().given(anna.offers(ben, "", anna.sections(1, "0", "data")));

        room.when(anna.tricklesFor(ben, "anna", SectionName.of(null, 1L)))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
        room.when(anna.tricklesFor(ben, "anna", SectionName.of("data", 7L)))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
        room.when(anna.tricklesFor(ben, "anna", SectionName.of(null, 2L)))
                .then(anna.isRefused(WRONG_STATE, "candidate"));
        assertTrue(
                room.room().awaitsDescription(anna.session(), null, ben.peer(), "", "anna", SectionName.of(null, 2L)));
    }

    @Test
    void inARoomThatWasOpenedBeforeAnIndexSaysNothing() {
        given(anna.joins(FORMER_RULES), ben.joins())
                .given(anna.offers(ben, "", anna.sections(1, "0", "data")))
                .when(anna.tricklesFor(ben, "anna", SectionName.of(null, 7L)))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void whereNoMSectionIsKnownAnyIndexMayBeMeant() {
        room().given(anna.offers(ben, "", anna.description(1, 1, "anna")))
                .when(anna.tricklesFor(ben, "anna", SectionName.of(null, 7L)))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    private static boolean awaits(Scene room, Person sender, Person to, String usernameFragment) {
        return room.room()
                .awaitsDescription(sender.session(), null, to == null ? null : to.peer(), "", usernameFragment, null);
    }
}
