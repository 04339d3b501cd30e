package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.wire.ServerUnderTest;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What one needs is in sight and large enough for a thumb on a phone, without scrolling. */
@Isolated("browsers")
class PhoneSizeIT {

    @RegisterExtension
    @Order(1)
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    @RegisterExtension
    static final Telephones telephones = new Telephones(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void theWayInIsInSight() {
        Tab ada = tabs.open("/");
        ada.resize(390, 844);
        ada.open("conference?room=" + room);
        ada.awaitHeading("Conference");
        assertEquals(List.of(), ada.beyondReach("Join the call"));
    }

    @Test
    void aRoomFitsTheSmallestPhoneAlsoWithItsKeyboardUp() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada Augusta, Countess of Lovelace");
        Tab grace = tabs.join("Grace Brewster Murray Hopper", room);
        ada.resize(320, 568);
        ada.awaitTiles("Ada Augusta, Countess of Lovelace (you)", "Grace Brewster Murray Hopper");
        grace.pressKey("Alt+m");
        ada.awaitTileState("Grace", "muted");
        assertEquals(List.of(), ada.namesCutOff());
        assertEquals(List.of(), ada.beyondReach("Microphone", "Camera", "Raise hand", "Chat", "People", "Leave"));

        ada.press("People");
        ada.press("Lock the room");
        ada.awaitLocked();
        assertTrue(ada.widthOf("Locked") < 100, () -> "a badge of " + ada.widthOf("Locked") + " pixels");
        ada.press("Close");

        ada.write("first");
        ada.resize(320, 300);
        grace.write("Can you still read this?");
        ada.awaitMessage("Grace Brewster Murray Hopper", "Can you still read this?");
        ada.awaitLastMessageInSight();
        assertEquals(List.of(), ada.beyondReach("Close", "Send"));
    }

    @Test
    void whoIsCalledAnswersWithAThumb() {
        Telephone ada = telephones.of("ada");
        Telephone bob = telephones.of("bob", "/#/ice");
        bob.resize(390, 844);
        ada.call("bob");
        bob.awaitRinging("ada");
        bob.awaitAnswersSideBySide();
        bob.press("Decline");
    }
}
