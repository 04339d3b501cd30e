package io.beckon.replay;

import static io.beckon.replay.Story.HOST;
import static io.beckon.replay.Story.MDNS;
import static io.beckon.replay.Story.SRFLX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.Fills;
import io.beckon.audit.Fact;
import io.beckon.audit.PcName;
import io.beckon.room.Json;
import io.beckon.room.Negotiation;
import io.beckon.room.Proposal;
import io.beckon.room.TransportState;
import io.beckon.sdp.SessionDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

    private static List<String> labels(Ladder ladder) {
        return ladder.rows().stream().map(Row::label).toList();
    }

    @Test
    void aRowForEachThingThatHappened() {
        Story story = new Story()
                .join("anna")
                .join("ben")
                .offer("anna", "ben", HOST, HOST)
                .candidate("anna", "ben", MDNS)
                .candidate("anna", "ben", "")
                .answer("ben", "anna", SRFLX)
                .report("ben", "anna", TransportState.CONNECTED)
                .message("anna", null)
                .lose("ben")
                .resume("ben")
                .leave("anna");
        assertEquals(
                List.of(
                        "the room opens, mesh",
                        "joins as participant",
                        "joins as participant",
                        "offer v2 audio, 2 host",
                        "candidate mDNS",
                        "end of candidates",
                        "answer v2 audio, 1 srflx",
                        "answered after 300 ms",
                        "reports: connected",
                        "message 7 bytes",
                        "loses its connection: timeout",
                        "is back after 100 ms",
                        "leaves: left"),
                labels(story.ladder()));
    }

    @Test
    void columnsAreTheParticipantsInOrderOfAppearance() {
        Ladder ladder = new Story().join("ben").join("anna").leave("ben").ladder();
        assertEquals(
                List.of(
                        new Column("p-ben", "u-ben", "ben", "s-ben", Story.BEGIN, Story.BEGIN.plusMillis(200)),
                        new Column("p-anna", "u-anna", "anna", "s-anna", Story.BEGIN.plusMillis(100), null)),
                ladder.columns());
    }

    @Test
    void rowsSayWhereTheyAreInTheLogAndTheStateOfTheNegotiation() {
        Row offer = new Story()
                .join("anna")
                .join("ben")
                .offer("anna", "ben")
                .ladder()
                .rows()
                .getLast();
        assertEquals(4, offer.number());
        assertEquals(2, offer.offset());
        assertEquals(new Ends("p-anna", "p-ben", ""), offer.ends());
        assertEquals(Negotiation.State.OPEN, offer.state());
        assertEquals(Row.Line.ARROW, offer.line());
        assertNull(new Story().join("anna").ladder().rows().getLast().state());
    }

    /** Of a connection that a client has named as it likes. */
    @Test
    void rowsOfANegotiationOfItsOwnNameHaveItsStateAndNotTheName() {
        Story story = new Story().join("anna").join("ben");
        SessionDescription description = new SessionDescription(1, 1, 1, List.of("anna"));
        Row offer = story.offer("anna", "ben")
                .record(new Proposal.Offer(
                        story.origin("anna"), "p-ben", "my whiteboard", description, Json.EMPTY_OBJECT))
                .answer("ben", "anna")
                .ladder()
                .rows()
                .get(4);
        assertEquals(new Ends("p-anna", "p-ben", new PcName("my whiteboard").value()), offer.ends());
        assertEquals(Negotiation.State.OPEN, offer.state());
    }

    @Test
    void negotiationsHaveTheirOutcomeAndDurationAndTransport() {
        Story story =
                Story.agreed().offer("ben", "anna").rollback("ben", "anna").offer("anna", "ben");
        assertEquals(
                List.of(
                        new Attempt(4, "p-anna", "p-ben", "", Fact.Settlement.ANSWERED, 100L, TransportState.CONNECTED),
                        new Attempt(8, "p-ben", "p-anna", "", Fact.Settlement.ROLLED_BACK, 100L, null),
                        new Attempt(10, "p-anna", "p-ben", "", null, null, null)),
                story.ladder().attempts());
    }

    @Test
    void anOfferToAllEndsForEachWhoRejectsIt() {
        Story story = new Story().join("anna").join("ben").join("cleo").offer("anna", null);
        Ladder ladder = story.reject("ben", "anna").answer("cleo", "anna").ladder();
        assertEquals(
                List.of(Fact.Settlement.REJECTED, Fact.Settlement.ANSWERED),
                ladder.attempts().stream().map(Attempt::outcome).toList());
        assertEquals(
                List.of(5L, 5L), ladder.attempts().stream().map(Attempt::row).toList());
    }

    @Test
    void whatWasBeforeATimeIsLeftOut() {
        Story story = new Story(Long.MAX_VALUE, Story.BEGIN.plusMillis(400))
                .join("anna")
                .join("cleo")
                .leave("cleo");
        Ladder ladder = story.join("ben").offer("anna", "ben").ladder();
        assertEquals(List.of("offer v2 audio"), labels(ladder));
        assertEquals(5, ladder.omitted());
        assertEquals(6, ladder.rows().getFirst().number());
        assertEquals(Story.BEGIN.plusMillis(400), ladder.begin());
        assertEquals(
                List.of("anna", "ben"),
                ladder.columns().stream().map(Column::name).toList());
    }

    @Test
    @Fills("replay.Rows.MOST")
    void ofManyRowsTheNewestAreKept() {
        Story story = new Story().join("anna");
        for (int i = 0; i < Rows.MOST; i++) {
            story.message("anna", null);
        }
        Ladder ladder = story.ladder();
        assertEquals(Rows.MOST, ladder.rows().size());
        assertEquals(2, ladder.omitted());
    }
}
