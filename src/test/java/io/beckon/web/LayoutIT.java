package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where things are on small screens: in sight, and large enough for a thumb. */
@Thorough
@Isolated("browsers")
class LayoutIT {

    private static final int THUMB = 44;

    @Order(1)
    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    @RegisterExtension
    static final Telephones telephones = new Telephones(server);

    private final String room = ServerUnderTest.freshRoom();

    @ParameterizedTest
    @CsvSource({"320, 568", "320, 300", "390, 844", "844, 390"})
    void nothingOfARoomSticksOut(int width, int height) {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");
        ada.resize(width, height);
        Boxes boxes = ada.boxes();

        boxes.awaitInside(".bar h1, .bar button, .tile, .controls button");
        boxes.awaitAtLeast(THUMB, ".controls button");
        ada.press("People");
        boxes.awaitInside(".panel, .panel button");
        ada.chat().write("first line\nsecond line");
        boxes.awaitInside(".panel, .panel button, .write textarea, .controls button");
        boxes.awaitAtLeast(THUMB, ".panel button");
        assertTrue(boxes.of("[role=log]").height() >= THUMB, "messages are in sight");
    }

    @ParameterizedTest
    @CsvSource({"320, 568", "390, 844", "844, 390"})
    void oneJoinsWithoutScrolling(int width, int height) {
        Tab ada = tabs.open("/#" + room);
        ada.resize(width, height);

        ada.boxes().awaitInside(".lobby form .primary");
        ada.boxes().awaitAtLeast(THUMB, ".lobby :is(button, input, select)");
    }

    /** However much is said above the button: that the devices do not work takes several lines. */
    @ParameterizedTest
    @CsvSource({"320, 568", "390, 844", "844, 390"})
    void oneJoinsWithoutScrollingAlsoWithoutDevices(int width, int height) {
        Tab ada = tabs.openWithoutDevices("/#" + room);
        ada.resize(width, height);
        ada.awaitText("You can join without them.");

        ada.boxes().awaitInside(".lobby form .primary");
    }

    @Test
    void thatARoomIsLockedTakesNoRowOfItsOwn() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        tabs.join("Grace", room);
        tabs.join("Edsger", room);
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");
        ada.resize(390, 844);
        double open = ada.boxes().of(".bar").height();
        ada.press("People");
        ada.press("Lock the room");
        ada.awaitLocked();

        assertEquals(open, ada.boxes().of(".bar").height(), 1);
        assertTrue(ada.boxes().of(".bar .badge").width() < 100);
    }

    @ParameterizedTest
    @CsvSource({"320, 568", "390, 844"})
    void aPhoneIsAnsweredByTwoLargeRoundButtons(int width, int height) {
        String family = UUID.randomUUID().toString().substring(0, 8);
        Telephone callee = telephones.of("Bob " + family, "/");
        callee.resize(width, height);
        telephones.of("Alice " + family).call("Bob " + family);
        callee.awaitRinging("Alice " + family);

        Boxes.Box accept = callee.boxes().of(".answers .primary");
        Boxes.Box decline = callee.boxes().of(".answers .danger");
        for (Boxes.Box button : new Boxes.Box[] {accept, decline}) {
            assertTrue(button.height() >= 64 && button.width() >= 100, button::toString);
            assertTrue(button.radius() >= button.height() / 2 - 1, button::toString);
            assertTrue(button.top() > height / 2.0, button::toString);
        }
        assertEquals(accept.top(), decline.top(), 1);
        assertEquals(accept.width(), decline.width(), 1);
        callee.boxes().awaitInside(".incoming, .incoming button");
        callee.press("Decline with a reason");
        callee.boxes().awaitInside(".answers button");
    }

    @Test
    void ofMoreThanFitThoseComeIntoSightWhoSpeak() {
        Tab ada = tabs.join("Ada", room);
        ada.crowd(room, 16);
        ada.resize(320, 568);
        ada.tiles().awaitCount(17);
        Boxes boxes = ada.boxes();
        Boxes.Box initial = boxes.of(".tile.dark .initial");
        assertEquals(initial.width(), initial.height(), 1);

        // what she says comes over a connection, which takes its time where sixteen others are
        tabs.join("Grace", room).media().awaitVideoOf("Ada");

        ada.tiles().awaitSpeaking("Grace");
        ada.tiles().awaitInSight("Grace");
        ada.media().awaitVideoOf("Grace");
    }
}
