package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The signaling of a tab, as a ladder. */
@Thorough
@Isolated("browsers")
class TraceIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aLadderBeginsAtTheNewestAndShowsWhomAndWhatOneChooses() {
        String before = ServerUnderTest.freshRoom();
        Tab ada = tabs.join("Ada", before);
        ada.leave();
        ada.open("ice");
        ada.awaitHeading("ICE tester");
        ada.open("conference?room=" + room);
        ada.join("Ada");
        tabs.join("Grace", room);
        tabs.join("Edsger", room);
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");
        ada.media().awaitVideoFrom(2);
        ada.look("trace");

        Ladder ladder = ada.ladder();
        ladder.awaitLanes("You", "Beckon", "Grace", "Edsger");
        ladder.awaitNewest();
        ladder.awaitLabelsAtTheirArrows();
        ladder.awaitDownloads(true);
        ladder.choose("Who", "Grace");
        ladder.choose("What", "negotiation");
        ladder.awaitLanes("You", "Grace");
        ladder.choose("Who", "All");
        ladder.choose("What", "room");
        ladder.choose("Room", before);
        ladder.awaitLanes("You", "Beckon");
    }

    @Test
    void whereNothingWasSaidNothingCanBeSaved() {
        Ladder ladder = tabs.open("/#/trace").ladder();

        ladder.awaitSteps(0);
        ladder.awaitDownloads(false);
    }
}
