package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.wire.ServerUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What people do in a conference besides seeing and hearing each other. */
@Isolated("browsers")
class ConferenceIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aSharedScreenIsSeenByTheOthersAndByThoseWhoComeLater() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.awaitTiles("Ada (you)", "Grace");

        ada.press("Share screen");
        ada.awaitScreens("Your screen");
        grace.awaitScreens("Ada’s screen");
        grace.awaitScreenFlows();
        Tab edsger = tabs.join("Edsger", room);
        edsger.awaitScreens("Ada’s screen");
        edsger.awaitScreenFlows();
        edsger.awaitVideoFrom(2);

        ada.press("Share screen");
        grace.awaitScreens();
        edsger.awaitScreens();
        grace.awaitVideoFrom(2);
    }

    @Test
    void handsMutedMicrophonesAndMessagesAreSeen() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.awaitTiles("Ada (you)", "Grace");

        grace.pressKey("Alt+h");
        ada.awaitHand("Grace", true);
        ada.awaitCount("People", "1 hand raised");
        ada.awaitStatus("Grace raises a hand.");
        grace.pressKey("h");
        grace.pressKey("Alt+m");
        grace.awaitButton("Microphone", false);
        ada.awaitTileState("Grace", "muted");
        grace.write("hm");
        grace.awaitHand("Grace", true);
        ada.awaitStatus("Grace: hm");
        ada.awaitCount("Chat", "1 unread");
        ada.awaitMessage("Grace", "hm");
        grace.press("Raise hand");
        ada.awaitHand("Grace", false);
    }

    @Test
    void aCameraThatWasOffIsSeenAgain() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.awaitVideoFrom(1);

        grace.press("Camera");
        grace.awaitButton("Camera", false);
        grace.press("Camera");
        grace.awaitButton("Camera", true);

        ada.awaitVideoFrom(1);
    }

    @Test
    void whoSpeaksAndHowGoodTheConnectionIsCanBeSeen() {
        Tab ada = tabs.join("Ada", room);
        tabs.join("Grace", room);

        ada.awaitSpeaking("Grace");
        ada.awaitQuality("Grace", "good");
        ada.press("Connection to Grace");
        ada.awaitText("direct, UDP");
        assertEquals(List.of(), ada.violations());
    }

    @Test
    void aModeratorRemovesSomebodyAndLocksTheRoom() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        Tab grace = tabs.join("Grace", room);
        Tab edsger = tabs.join("Edsger", room);
        ada.awaitTiles("Ada (you)", "Grace", "Edsger");

        ada.press("People");
        assertEquals(List.of(), ada.violations());
        ada.press("Manage Grace");
        ada.fill("Reason", "too loud");
        ada.press("Remove Grace");
        grace.awaitRefusal("You were removed from the room: too loud");
        edsger.awaitTiles("Edsger (you)", "Ada");

        ada.press("Lock the room");
        edsger.awaitStatus("The room is locked");
        grace.tryToJoin("Grace").awaitRefusal("this room is locked");

        ada.press("Unlock the room");
        edsger.awaitStatus("The room is open again");
        grace.join("Grace");
        ada.awaitTiles("Ada (you)", "Edsger", "Grace");
        ada.press("Close the room");
        ada.press("Close it");
        edsger.awaitRefusal("The room was closed.");
    }
}
