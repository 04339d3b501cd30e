package io.beckon.replay;

import static io.beckon.replay.Story.HOST;
import static io.beckon.replay.Story.MDNS;
import static io.beckon.replay.Story.SRFLX;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.room.LeaveReason;
import io.beckon.room.Proposal;
import io.beckon.room.Role;
import io.beckon.room.TransportState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each wording, and that nothing is said without its evidence. */
class DiagnosisTest {

    private static final String UNCONNECTED = "; nobody reported that they are connected";

    private final Story two = new Story().join("anna").join("ben");

    private static void assertFindings(Story story, String... words) {
        assertEquals(List.of(words), story.findings());
    }

    @Test
    void ofWhatGoesWellNothingIsSaid() {
        assertFindings(Story.agreed().message("ben", "anna").leave("anna").leave("ben"));
    }

    @Test
    void noAnswer() {
        two.offer("anna", "ben");
        assertFindings(
                two.wait(30).timeOut("anna", two.position()), "ben did not answer the offer of anna within 30 s");
    }

    @Test
    void nobodyAnswers() {
        two.join("cleo").offer("anna", null);
        assertFindings(two.wait(30).timeOut("anna", two.position()), "nobody answered the offer of anna within 30 s");
    }

    @Test
    void aLateAnswer() {
        two.offer("anna", "ben", SRFLX).wait(31).answer("ben", "anna", SRFLX);
        assertFindings(two.report("anna", "ben", TransportState.CONNECTED), "the answer of ben came after 31 s");
    }

    @Test
    void anAnswerAfterExactlyTheThresholdIsNotLate() {
        two.offer("anna", "ben", SRFLX).wait(5).answer("ben", "anna", SRFLX);
        assertFindings(two.report("anna", "ben", TransportState.CONNECTED));
    }

    @Test
    void anOfferThatIsOpenStill() {
        assertFindings(two.offer("anna", "ben"), "the offer of anna to ben has no answer so far");
    }

    @Test
    void anOfferToAllThatIsOpenStill() {
        assertFindings(two.offer("anna", null), "the offer of anna has no answer so far");
    }

    @Test
    void glareIsSettledForTheImpoliteSideWhoeverComesSecond() {
        String words = "glare: the offers of ben and anna crossed, settled for anna";
        Story politeSecond = new Story().join("anna").join("ben").offer("anna", "ben", SRFLX);
        politeSecond.offer("ben", "anna", SRFLX).answer("ben", "anna", SRFLX);
        assertFindings(politeSecond.report("ben", "anna", TransportState.CONNECTED), words);
        two.offer("ben", "anna", SRFLX).offer("anna", "ben", SRFLX).answer("ben", "anna", SRFLX);
        assertFindings(two.report("ben", "anna", TransportState.CONNECTED), words);
    }

    @Test
    void rejected() {
        assertFindings(two.offer("anna", "ben").reject("ben", "anna"), "ben rejected the offer of anna");
    }

    @Test
    void whatIsRolledBackOrMadeAnewIsNoTrouble() {
        two.offer("anna", "ben").rollback("anna", "ben");
        two.offer("anna", "ben", SRFLX).offer("anna", "ben", SRFLX).answer("ben", "anna", SRFLX);
        assertFindings(two.report("anna", "ben", TransportState.CONNECTED));
    }

    @Test
    void oneLeavesBeforeAnswering() {
        assertFindings(two.offer("anna", "ben").leave("ben"), "ben left before answering the offer of anna");
    }

    @Test
    void theOneWhoOfferedLeaves() {
        assertFindings(two.offer("anna", "ben").leave("anna"), "anna left before the offer was answered");
    }

    @Test
    void onlyMdnsCandidates() {
        two.offer("anna", "ben").candidate("anna", "ben", SRFLX).answer("ben", "anna", MDNS);
        assertFindings(
                two.candidate("ben", "anna", MDNS),
                "only mDNS candidates from ben: no path outside its network" + UNCONNECTED);
    }

    @Test
    void onlyHostCandidates() {
        two.offer("anna", "ben", HOST, MDNS).answer("ben", "anna", SRFLX);
        assertFindings(
                two,
                "only host candidates from anna: no path outside its network, unless its addresses are public"
                        + UNCONNECTED);
    }

    @Test
    void noCandidatesAtAll() {
        two.offer("anna", "ben", SRFLX).answer("ben", "anna");
        assertFindings(two, "no candidates at all from ben" + UNCONNECTED);
    }

    @Test
    void whoIsConnectedHadThePath() {
        two.offer("anna", "ben").answer("ben", "anna", MDNS);
        assertFindings(two.report("anna", "ben", TransportState.CONNECTED));
    }

    @Test
    void whoWasConnectedBeforeTheLadderBeginsHadThePath() {
        Story later = new Story(Long.MAX_VALUE, Story.BEGIN.plusSeconds(60))
                .join("anna")
                .join("ben");
        later.offer("anna", "ben", MDNS).answer("ben", "anna", MDNS).report("anna", "ben", TransportState.CONNECTED);
        assertFindings(later.wait(60).offer("ben", "anna", MDNS).answer("anna", "ben", MDNS));
    }

    @Test
    void whoseConnectionHadFailedBeforeTheLadderBeginsHadNone() {
        Story later = new Story(Long.MAX_VALUE, Story.BEGIN.plusSeconds(60))
                .join("anna")
                .join("ben");
        later.offer("anna", "ben", SRFLX).answer("ben", "anna", SRFLX).report("anna", "ben", TransportState.CONNECTED);
        later.report("anna", "ben", TransportState.FAILED);
        assertFindings(
                later.wait(60).offer("ben", "anna", SRFLX).answer("anna", "ben", MDNS),
                "only mDNS candidates from anna: no path outside its network" + UNCONNECTED);
    }

    @Test
    void whoHadAgreedBeforeTheCheckpointMayHaveHadThePath() {
        Story before = two.offer("anna", "ben", MDNS).answer("ben", "anna", MDNS);
        before.report("anna", "ben", TransportState.CONNECTED);
        before.offer("ben", "anna", MDNS).answer("anna", "ben", MDNS);
        before.replay.end();
        Story rest = new Story().at(before.position() + 1);
        rest.replay.restore(List.of(Objects.requireNonNull(before.replay.there())));
        assertFindings(rest.offer("anna", "ben", MDNS).answer("ben", "anna", MDNS));
    }

    @Test
    void withoutAnAnswerCandidatesSayNothing() {
        two.offer("anna", "ben", MDNS);
        assertFindings(two.rollback("anna", "ben"));
    }

    @Test
    void transportFails() {
        Story story = Story.agreed().report("anna", "ben", TransportState.FAILED);
        assertFindings(story, "anna reported that the connection to ben failed");
    }

    @Test
    void refusedCandidates() {
        two.candidate("ben", "anna", SRFLX);
        assertFindings(two, "the candidate of ben was refused: wrong-state");
        assertFindings(two.candidate("ben", "anna", SRFLX), "2 frames of ben were refused (candidate): wrong-state");
    }

    @Test
    void otherRefusedFramesByCode() {
        two.answer("ben", "anna").message("ben", "nobody").answer("ben", "anna");
        assertFindings(
                two,
                "2 frames of ben were refused (answer): wrong-state",
                "the message of ben was refused: no-such-peer");
    }

    @Test
    void whoIsNotInTheRoomIsNotNamed() {
        assertFindings(
                two.message("mallory", null),
                "the message of somebody who is not in the room was refused: not-in-room");
    }

    @Test
    void oneComesBack() {
        assertFindings(two.lose("ben").wait(12).resume("ben"), "ben resumed after 12 s without a connection");
    }

    @Test
    void oneDoesNotComeBack() {
        two.lose("ben");
        assertFindings(two.wait(60).elapse("ben", two.position()), "ben lost the connection and did not come back");
    }

    @Test
    void oneHasToLeave() {
        two.leave("anna", LeaveReason.TOKEN_EXPIRED).leave("ben", LeaveReason.SIGNED_OUT);
        assertFindings(two, "anna had to leave: the token had expired", "ben had to leave: signed out");
    }

    @Test
    void oneIsRemoved() {
        Story story = new Story().join("mod", "mod", Role.MODERATOR).join("ben").kick("mod", "ben");
        assertFindings(story, "ben was removed from the room by mod");
    }

    @Test
    void theRoomIsClosedInTheMiddle() {
        Story story = new Story().join("mod", "mod", Role.MODERATOR).join("ben").close("mod");
        assertFindings(story, "mod closed the room with 1 other in it");
    }

    @Test
    void anAdministratorClosesTheRoom() {
        Proposal.Order order = new Proposal.Order("o-1", "issuer", "root", "late", new Proposal.Action.Dissolve());
        assertFindings(two.record(order), "an administrator closed the room with 2 participants in it");
    }

    @Test
    void theRoomsOfThePartitionBeginAnew() {
        two.replay.reset(two.position() + 1, Instant.EPOCH.plusSeconds(1));
        assertFindings(two, "the rooms of the partition began anew, and everybody was out of this one");
    }

    @Test
    void namesakesAreToldApart() {
        Story story = new Story().join("a1", "Anna", Role.PARTICIPANT).join("a2", "Anna", Role.PARTICIPANT);
        assertFindings(story.offer("a1", "a2"), "the offer of Anna (p-a1) to Anna (p-a2) has no answer so far");
    }

    @Test
    void eachFindingNamesTheRowThatShowsIt() {
        two.offer("anna", "ben", SRFLX).wait(31).answer("ben", "anna", SRFLX);
        Ladder ladder = two.report("anna", "ben", TransportState.CONNECTED).ladder();
        Finding late = Diagnosis.of(ladder).getFirst();
        assertEquals(Finding.Kind.LATE_ANSWER, late.kind());
        assertEquals(
                "answered after 31 s",
                ladder.rows().stream()
                        .filter(row -> row.number() == late.row())
                        .findFirst()
                        .orElseThrow()
                        .label());
    }
}
