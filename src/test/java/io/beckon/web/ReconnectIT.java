package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

@Thorough
@Isolated("browsers")
class ReconnectIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aReloadedPageGoesOnWithTheCall() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.reload();

        grace.media().awaitVideoFrom(1);
        ada.media().awaitVideoFrom(1);
        ada.tiles().awaitNames("Ada (you)", "Grace");
    }

    @Test
    void nobodySeesThatAPageWasLoadedAgain() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        Tab grace = tabs.join("Grace", room);
        ada.media().awaitVideoFrom(1);
        ada.press("People");
        ada.press("Lock the room");
        grace.awaitStatus("The room is locked");
        grace.press("Raise hand");
        grace.chat().write("Hello");
        ada.tiles().awaitHand("Grace", true);
        ada.countComings();

        for (String view : List.of("conference", "trace")) {
            if (view.equals("trace")) {
                grace.look(view);
            }
            grace.reloadPage();
            grace.media().awaitVideoFrom(1);
            ada.media().awaitVideoFrom(1);
        }

        grace.goBack();
        grace.awaitButton("Raise hand", true);
        grace.chat().awaitMessage("You", "Hello");
        ada.tiles().awaitHand("Grace", true);
        assertEquals(List.of(), ada.comings());
    }

    @Test
    void whoHasNoNetworkReadsItAtOnce() {
        Tab ada = tabs.join("Ada", room);
        ada.tellOfNetwork("offline");
        ada.awaitBanner("You are offline.");
        ada.tellOfNetwork("online");
        ada.awaitNoBanner();
    }

    @Test
    void whoseServiceIsAwayReadsItUntilItIsBack() {
        Tab ada = tabs.join("Ada", room);
        ada.expectOutage();

        tabs.link().interrupt();
        ada.awaitBanner("Connecting again …");
        tabs.link().lead(server.url());
        ada.awaitNoBanner();
    }

    @Test
    void aPageThatHangsSaysSo() {
        Tab ada = tabs.openHanging("/", "**/app/main.js");

        ada.awaitText("Loading …");
        ada.awaitText("This takes longer than usual.");
    }

    @Test
    void aViewThatCannotBeLoadedSaysSo() {
        Tab ada = tabs.join("Ada", room);
        ada.lose("**/app/ice/view.js");
        ada.open("ice");
        ada.awaitHeading("This page could not be loaded");
        ada.awaitText("The service cannot be reached, or there is no network.");
        ada.goBack();
    }

    @Test
    void aCallOutlivesItsSignalingConnections() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.media().awaitVideoFrom(1);

        tabs.cutConnections();

        grace.chat().write("Still there?");
        ada.chat().awaitMessage("Grace", "Still there?");
        ada.tiles().awaitNames("Ada (you)", "Grace");
        ada.media().awaitVideoFrom(1);
        grace.media().awaitVideoFrom(1);
    }

    @Test
    void whoComesWhileOneIsCutOffIsSeen() {
        Tab ada = tabs.join("Ada", room);

        tabs.cutConnections();
        Tab grace = tabs.join("Grace", room);

        ada.media().awaitVideoFrom(1);
        grace.media().awaitVideoFrom(1);
    }
}
