package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("browsers")
class CallIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void twoPeopleSeeEachOther() {
        Tab ada = tabs.join("Ada", room);
        ada.awaitStatus("Nobody else is here yet");
        Tab grace = tabs.join("Grace", room);

        ada.tiles().awaitNames("Ada (you)", "Grace");
        grace.tiles().awaitNames("Grace (you)", "Ada");
        ada.media().awaitVideoFrom(1);
        grace.media().awaitVideoFrom(1);
    }

    @Thorough
    @Test
    void fourPeopleSeeEachOther() {
        List<Tab> four = Stream.of("Ada", "Grace", "Edsger", "Barbara")
                .map(name -> tabs.join(name, room))
                .toList();

        four.forEach(tab -> tab.media().awaitVideoFrom(3));
    }

    @Test
    void whatIsWrittenArrives() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.chat().write("Hello <b>Ada</b>");

        ada.chat().awaitMessage("Grace", "Hello <b>Ada</b>");
        grace.chat().awaitMessage("You", "Hello <b>Ada</b>");
    }

    @Thorough
    @Test
    void whoLeavesIsSeenToLeave() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.leave();

        ada.tiles().awaitNames("Ada (you)");
        ada.awaitPeopleCount("Only you");
    }

    @Thorough
    @Test
    void whoClosesThePageIsSeenToLeaveWithinSeconds() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.close();

        ada.tiles().awaitNames("Ada (you)");
    }

    @Thorough
    @Test
    void theOthersSeeWhoIsMuted() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.press("Microphone");
        ada.tiles().awaitState("Grace", "muted");

        grace.press("Microphone");
        ada.tiles().awaitState("Grace", "");
    }

    @Thorough
    @Test
    void whoHasNoCameraSeesTheOthers() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.openWithoutDevices("/#" + room).join("Grace");

        grace.awaitNote("you can see and hear the others, they cannot see or hear you.");
        grace.media().awaitVideoFrom(1);
        ada.tiles().awaitNames("Ada (you)", "Grace");
    }

    @Thorough
    @Test
    void theOthersAreSeenByWhoHadNoCameraFirst() {
        Tab grace = tabs.openWithoutDevices("/#" + room).join("Grace");
        tabs.join("Ada", room);

        grace.media().awaitVideoFrom(1);
    }
}
