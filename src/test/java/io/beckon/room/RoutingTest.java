package io.beckon.room;

import static io.beckon.room.Event.Kind.ANSWER;
import static io.beckon.room.Event.Kind.CANDIDATE;
import static io.beckon.room.Event.Kind.MESSAGE;
import static io.beckon.room.Event.Kind.OFFER;
import static io.beckon.room.Event.Kind.REJECT;
import static io.beckon.room.Pattern.BROADCAST;
import static io.beckon.room.Pattern.MCU;
import static io.beckon.room.Pattern.SFU;
import static io.beckon.room.Refusal.BAD_MESSAGE;
import static io.beckon.room.Refusal.NOT_ALLOWED;
import static io.beckon.room.Refusal.NO_SUCH_PEER;
import static io.beckon.room.Refusal.WRONG_STATE;
import static io.beckon.room.Role.HOST;
import static io.beckon.room.Role.MEDIA_SERVER;
import static io.beckon.room.Role.MODERATOR;
import static io.beckon.room.Role.VIEWER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of patterns, row by row. */
class RoutingTest extends RoomSpecification {

    private final Person server = Person.named("server").cast(MEDIA_SERVER);
    private final Person host = Person.named("host").cast(HOST);
    private final Person host2 = Person.named("host2").cast(HOST);
    private final Person moderator = Person.named("moderator").cast(MODERATOR);
    private final Person viewer = Person.named("viewer").as(VIEWER);
    private final Person viewer2 = Person.named("viewer2").as(VIEWER);

    private Scene mesh() {
        return given(anna.joins(), ben.joins(), carl.joins());
    }

    private Scene central(Pattern pattern) {
        return given(server.joins(pattern), anna.joins(), ben.joins());
    }

    private Scene broadcast() {
        return given(host.joins(BROADCAST), host2.joins(), moderator.joins(), viewer.joins(), viewer2.joins());
    }

    @Test
    void aFrameIsPassedOnAsItCameWithItsSender() {
        Json body = Json.of("{\"a\":1}");
        List<Effect> effects = mesh().when(new Proposal.Message(anna.origin(), ben.peer(), body))
                .effects();
        Effect.Emitted emitted = assertInstanceOf(Effect.Emitted.class, effects.get(1));
        assertEquals(new Event.Relayed(MESSAGE, anna.peer(), ben.peer(), body), emitted.event());
        assertEquals(
                new Effect.Replied(anna.origin(), new Reply.Acknowledged(Seq.of(4, emitted.index()))), effects.get(0));
    }

    @Test
    void nobodyCanBeAddressedWhoIsNotThere() {
        Scene room = mesh();
        room.when(anna.says("hi", dora)).then(anna.isRefused(NO_SUCH_PEER, "to"));
        room.when(anna.offers(dora)).then(anna.isRefused(NO_SUCH_PEER, "to"));
        room.when(anna.answers(dora)).then(anna.isRefused(NO_SUCH_PEER, "to"));
        room.when(anna.rejects(dora)).then(anna.isRefused(NO_SUCH_PEER, "to"));
        room.when(anna.rollsBack(dora)).then(anna.isRefused(NO_SUCH_PEER, "to"));
        room.when(anna.trickles(dora)).then(anna.isRefused(NO_SUCH_PEER, "to"));
        room.when(anna.reports(dora, TransportState.FAILED)).then(anna.isRefused(NO_SUCH_PEER, "peer"));
    }

    @Test
    void nobodyCanAddressOneself() {
        mesh().when(anna.says("hi", anna)).then(anna.isRefused(NO_SUCH_PEER, "to"));
    }

    @Test
    void aMessageInAnEmptyRoomIsAcknowledged() {
        given(anna.joins()).when(anna.says("hello?")).then(anna.isAcknowledged());
    }

    @Test
    void anOfferInAnEmptyRoomMayBeRepeatedLater() {
        Reply reply = given(anna.joins()).when(anna.offers()).reply();
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, reply);
        assertEquals(NO_SUCH_PEER, refused.refusal());
        assertEquals(true, refused.retryable());
    }

    // mesh

    @Test
    void inAMeshAMessageGoesToEveryoneElse() {
        mesh().when(anna.says("hi")).then(anna.isAcknowledged(), ben.gets(MESSAGE, anna), carl.gets(MESSAGE, anna));
    }

    @Test
    void inAMeshAnAddressedMessageGoesToItsAddressee() {
        mesh().when(anna.says("hi", ben)).then(anna.isAcknowledged(), ben.getsAddressed(MESSAGE, anna));
    }

    @Test
    void inAMeshAnOfferAndItsCandidatesGoToEveryoneElse() {
        mesh().when(anna.offers())
                .then(anna.isAcknowledged(), ben.gets(OFFER, anna), carl.gets(OFFER, anna))
                .when(anna.trickles(null))
                .then(anna.isAcknowledged(), ben.gets(CANDIDATE, anna), carl.gets(CANDIDATE, anna));
    }

    @Test
    void inAMeshAnAddressedOfferAndItsCandidatesGoToTheirAddressee() {
        mesh().when(anna.offers(ben))
                .then(anna.isAcknowledged(), ben.getsAddressed(OFFER, anna))
                .when(anna.trickles(ben))
                .then(anna.isAcknowledged(), ben.getsAddressed(CANDIDATE, anna));
    }

    @Test
    void anAnswerGoesToThePeersWithAnOpenOfferToItsSender() {
        mesh().given(anna.offers(carl), ben.offers(carl), ben.offers(anna))
                .when(carl.answers(null))
                .then(carl.isAcknowledged(), anna.gets(ANSWER, carl), ben.gets(ANSWER, carl));
    }

    @Test
    void aRejectionGoesToThePeersWithAnOpenOfferToItsSender() {
        mesh().given(anna.offers(carl), ben.offers(carl), ben.offers(anna))
                .when(carl.rejects(null))
                .then(
                        carl.isAcknowledged(),
                        anna.gets(REJECT, carl),
                        anna.learnsOfRejection(anna, carl),
                        ben.gets(REJECT, carl),
                        ben.learnsOfRejection(ben, carl));
    }

    @Test
    void anAddressedAnswerAndRejectionGoToTheirAddresseeOnly() {
        mesh().given(anna.offers(carl), ben.offers(carl))
                .when(carl.answers(anna))
                .then(carl.isAcknowledged(), anna.getsAddressed(ANSWER, carl))
                .when(carl.rejects(ben))
                .then(carl.isAcknowledged(), ben.getsAddressed(REJECT, carl), ben.learnsOfRejection(ben, carl));
    }

    // sfu, mcu

    @Test
    void inASfuMessagesGoToAnyone() {
        central(SFU)
                .when(anna.says("hi"))
                .then(anna.isAcknowledged(), server.gets(MESSAGE, anna), ben.gets(MESSAGE, anna))
                .when(anna.says("hi", ben))
                .then(anna.isAcknowledged(), ben.getsAddressed(MESSAGE, anna));
    }

    @Test
    void inASfuAParticipantsOfferGoesToTheMediaServer() {
        for (Pattern pattern : new Pattern[] {SFU, MCU}) {
            central(pattern)
                    .when(anna.offers())
                    .then(anna.isAcknowledged(), server.gets(OFFER, anna))
                    .when(anna.trickles(null))
                    .then(anna.isAcknowledged(), server.gets(CANDIDATE, anna))
                    .when(server.answers(null))
                    .then(server.isAcknowledged(), anna.gets(ANSWER, server));
        }
    }

    @Test
    void inASfuWithoutMediaServerThereIsNobodyToOfferTo() {
        given(moderator.joins(SFU), anna.joins()).when(anna.offers()).then(anna.isRefused(NO_SUCH_PEER));
    }

    @Test
    void aMediaServerMustSayToWhomItOffers() {
        central(SFU)
                .when(server.offers())
                .then(server.isRefused(BAD_MESSAGE, "to"))
                .when(server.trickles(null))
                .then(server.isRefused(BAD_MESSAGE, "to"))
                .when(server.offers(anna))
                .then(server.isAcknowledged(), anna.getsAddressed(OFFER, server))
                .when(anna.answers(server))
                .then(anna.isAcknowledged(), server.getsAddressed(ANSWER, anna));
    }

    @Test
    void inASfuParticipantsCannotNegotiateWithEachOther() {
        Scene room = central(SFU);
        room.when(anna.offers(ben)).then(anna.isRefused(NOT_ALLOWED, "to"));
        room.when(anna.trickles(ben)).then(anna.isRefused(NOT_ALLOWED, "to"));
        room.when(anna.answers(ben)).then(anna.isRefused(NOT_ALLOWED, "to"));
        room.when(anna.rejects(ben)).then(anna.isRefused(NOT_ALLOWED, "to"));
        room.when(anna.rollsBack(ben)).then(anna.isRefused(NOT_ALLOWED, "to"));
    }

    // broadcast

    @Test
    void inABroadcastAHostOrModeratorSpeaksToAll() {
        for (Person speaker : List.of(host, moderator)) {
            Person other = speaker == host ? moderator : host;
            broadcast()
                    .when(speaker.says("hi"))
                    .then(
                            speaker.isAcknowledged(),
                            other.gets(MESSAGE, speaker),
                            host2.gets(MESSAGE, speaker),
                            viewer.gets(MESSAGE, speaker),
                            viewer2.gets(MESSAGE, speaker));
        }
    }

    @Test
    void inABroadcastAViewerSpeaksToTheHosts() {
        broadcast()
                .when(viewer.says("hi"))
                .then(viewer.isAcknowledged(), host.gets(MESSAGE, viewer), host2.gets(MESSAGE, viewer));
    }

    @Test
    void inABroadcastAViewersOfferGoesToTheHosts() {
        broadcast()
                .when(viewer.offers())
                .then(viewer.isAcknowledged(), host.gets(OFFER, viewer), host2.gets(OFFER, viewer))
                .when(viewer.trickles(null))
                .then(viewer.isAcknowledged(), host.gets(CANDIDATE, viewer), host2.gets(CANDIDATE, viewer));
    }

    @Test
    void inABroadcastWithAMediaServerOffersGoThere() {
        Scene room = broadcast().given(server.joins());
        room.when(viewer.offers()).then(viewer.isAcknowledged(), server.gets(OFFER, viewer));
        room.when(host.offers()).then(host.isAcknowledged(), server.gets(OFFER, host));
        room.when(server.offers()).then(server.isRefused(BAD_MESSAGE, "to"));
        room.when(server.offers(viewer2)).then(server.isAcknowledged(), viewer2.getsAddressed(OFFER, server));
    }

    @Test
    void aHostsOfferGoesToTheViewersThatAnswer() {
        Person answering = Person.named("answering").as(VIEWER).takingOffers();
        broadcast()
                .given(answering.joins())
                .when(host.offers())
                .then(host.isAcknowledged(), answering.gets(OFFER, host));
    }

    @Test
    void aHostWithoutViewersThatAnswerHasNobodyToOfferTo() {
        broadcast().when(host.offers()).then(host.isRefused(NO_SUCH_PEER));
    }

    @Test
    void aViewerMayBecomeOneThatAnswers() {
        Proposal answersNow = new Proposal.Update(viewer.origin(), null, Json.of("{\"answers\":true}"), true);
        Proposal renamed = new Proposal.Update(viewer.origin(), "v", null, false);
        broadcast()
                .given(answersNow, renamed)
                .when(host.offers())
                .then(host.isAcknowledged(), viewer.gets(OFFER, host));
    }

    @Test
    void hostsModeratorsAndViewersMayAddressEachOther() {
        Scene room = broadcast();
        for (Person onStage : List.of(host, moderator)) {
            room.when(onStage.says("hi", viewer))
                    .then(onStage.isAcknowledged(), viewer.getsAddressed(MESSAGE, onStage));
            room.when(viewer.says("hi", onStage)).then(viewer.isAcknowledged(), onStage.getsAddressed(MESSAGE, viewer));
            room.when(onStage.offers(viewer)).then(onStage.isAcknowledged(), viewer.getsAddressed(OFFER, onStage));
            room.when(viewer.rejects(onStage))
                    .then(
                            viewer.isAcknowledged(),
                            onStage.getsAddressed(REJECT, viewer),
                            onStage.learnsOfRejection(onStage, viewer));
        }
        room.when(host.offers(host2)).then(host.isAcknowledged(), host2.getsAddressed(OFFER, host));
    }

    @Test
    void viewersCannotReachEachOther() {
        Scene room = broadcast();
        room.when(viewer.says("hi", viewer2)).then(viewer.isRefused(NO_SUCH_PEER, "to"));
        room.when(viewer.offers(viewer2)).then(viewer.isRefused(NO_SUCH_PEER, "to"));
        room.when(viewer.reports(viewer2, TransportState.FAILED)).then(viewer.isRefused(NO_SUCH_PEER, "peer"));
        room.when(viewer.kicks(viewer2)).then(viewer.isRefused(NO_SUCH_PEER, "peer"));
    }

    @Test
    void theEdgeCanTellHowManyReceiveAFrame() {
        Room mesh = mesh().room();
        assertEquals(2, mesh.unaddressedWeight(anna.session(), true));
        assertEquals(2, mesh.unaddressedWeight(anna.session(), false));
        assertEquals(1, mesh.unaddressedWeight(dora.session(), true));
        Room broadcast = broadcast().room();
        assertEquals(1, broadcast.unaddressedWeight(host.session(), true));
        assertEquals(1, broadcast.unaddressedWeight(host.session(), false));
        assertEquals(2, broadcast.unaddressedWeight(viewer.session(), true));
        assertEquals(2, broadcast.unaddressedWeight(viewer.session(), false));
        Room central = central(SFU).room();
        assertEquals(1, central.unaddressedWeight(anna.session(), false));
        assertEquals(0, central.unaddressedWeight(server.session(), false));
    }

    // a change of role cuts off those who may no longer reach each other

    @Test
    void anOfferToAViewerEndsWhenItsHostBecomesOne() {
        broadcast()
                .given(host2.offers(viewer), moderator.casts(host2, VIEWER))
                .when(viewer.answers(null))
                .then(viewer.isRefused(WRONG_STATE));
    }

    @Test
    void anOfferToAParticipantEndsWhenTheMediaServerBecomesOne() {
        central(SFU)
                .given(moderator.joins(), server.offers(anna), server.offers(moderator))
                .given(moderator.casts(server, Role.PARTICIPANT))
                .when(anna.answers(null))
                .then(anna.isRefused(WRONG_STATE));
    }

    @Test
    void anOfferBetweenTwoWhoStillReachEachOtherStaysOpen() {
        broadcast()
                .given(viewer.offers(host2), moderator.casts(host2, MODERATOR))
                .when(host2.answers(viewer))
                .then(host2.isAcknowledged(), viewer.getsAddressed(ANSWER, host2));
    }
}
