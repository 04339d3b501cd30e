package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What people do in a conference besides seeing and hearing each other. */
@Thorough
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
        ada.tiles().awaitNames("Ada (you)", "Grace");

        ada.press("Share screen");
        ada.tiles().awaitScreens("Your screen");
        grace.tiles().awaitScreens("Ada’s screen");
        grace.media().awaitScreenFlows();
        Tab edsger = tabs.join("Edsger", room);
        edsger.tiles().awaitScreens("Ada’s screen");
        edsger.media().awaitScreenFlows();
        edsger.media().awaitVideoFrom(2);

        ada.press("Share screen");
        grace.tiles().awaitScreens();
        edsger.tiles().awaitScreens();
        grace.media().awaitVideoFrom(2);
    }

    @Test
    void handsMutedMicrophonesAndMessagesAreSeen() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.pressKey("Alt+h");
        ada.tiles().awaitHand("Grace", true);
        ada.awaitCount("People", "1 hand raised");
        ada.awaitStatus("Grace raised a hand.");
        grace.pressKey("h");
        grace.pressKey("Alt+m");
        grace.awaitButton("Microphone", false);
        ada.tiles().awaitState("Grace", "muted");
        grace.chat().write("hm");
        grace.tiles().awaitHand("Grace", true);
        ada.awaitStatus("Grace: hm");
        ada.awaitCount("Chat", "1 unread");
        ada.chat().awaitMessage("Grace", "hm");
        grace.press("Raise hand");
        ada.tiles().awaitHand("Grace", false);
    }

    @Test
    void aCameraThatWasOffIsSeenAgain() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.media().awaitVideoFrom(1);

        grace.press("Camera");
        grace.awaitButton("Camera", false);
        grace.press("Camera");
        grace.awaitButton("Camera", true);

        ada.media().awaitVideoFrom(1);
    }

    @Test
    void whoSpeaksAndHowGoodTheConnectionIsCanBeSeen() {
        Tab ada = tabs.join("Ada", room);
        tabs.join("Grace", room);

        ada.tiles().awaitSpeaking("Grace");
        ada.tiles().awaitQuality("Grace", "good");
        ada.press("Connection to Grace");
        ada.awaitText("direct, UDP");
        assertEquals(List.of(), ada.violations());
    }

    @Test
    void aModeratorRemovesSomebodyAndLocksTheRoom() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        Tab grace = tabs.join("Grace", room);
        Tab edsger = tabs.join("Edsger", room);
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");
        ada.awaitStatus("Edsger joined.");

        ada.press("People");
        assertEquals(List.of(), ada.violations());
        ada.press("Manage Grace");
        ada.fill("Reason", "too loud");
        ada.press("Remove Grace");
        grace.awaitRefusal("You were removed from the room: “too loud”.");
        edsger.tiles().awaitNames("Edsger (you)", "Ada");

        ada.press("Lock the room");
        edsger.awaitStatus("The room is locked");
        grace.tryToJoin("Grace").awaitRefusal("this room is locked");

        ada.press("Unlock the room");
        edsger.awaitStatus("The room is open again");
        grace.join("Grace");
        ada.tiles().awaitNames("Ada (you)", "Edsger", "Grace");
        ada.press("Close the room");
        ada.press("Close it");
        edsger.awaitRefusal("The room was closed.");
        edsger.awaitSilence();
    }

    @Test
    void aModeratorMutesOneOrAllAndStopsAScreenButTurnsNothingOn() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        Tab grace = tabs.join("Grace", room);
        Tab edsger = tabs.join("Edsger", room);
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");
        grace.press("Share screen");
        ada.tiles().awaitScreens("Grace’s screen");

        ada.press("People");
        ada.press("Manage Grace");
        ada.press("Stop the shared screen");
        ada.tiles().awaitScreens();
        grace.awaitAlarm("Ada has stopped your shared screen.");
        ada.press("Manage Grace");
        ada.press("Turn the camera off");
        grace.awaitButton("Camera", false);
        edsger.awaitButton("Camera", true);

        ada.press("Mute everybody");
        grace.awaitButton("Microphone", false);
        edsger.awaitButton("Microphone", false);
        edsger.awaitAlarm("Ada has muted you.");
        ada.awaitButton("Microphone", true);
        ada.tiles().awaitState("Grace", "muted");
        ada.press("Mute everybody");
        edsger.press("Microphone");
        edsger.awaitButton("Microphone", true);
    }

    @Test
    void aModeratorLowersAHand() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");
        grace.press("Raise hand");
        ada.tiles().awaitHand("Grace", true);

        ada.press("People");
        ada.press("Manage Grace");
        ada.press("Lower the hand");

        ada.tiles().awaitHand("Grace", false);
        grace.awaitAlarm("Ada has lowered your hand.");
        grace.awaitButton("Raise hand", false);
    }

    @Test
    void aViewerWhoBecomesAParticipantSendsWhatItTurnsOnAndNoLongerThanItIsOne() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        Tab grace = tabs.open("/#/conference?role=viewer&room=" + room).join("Grace");
        Tab edsger = tabs.open("/#/conference?role=viewer&room=" + room).join("Edsger");
        grace.media().awaitVideoFrom(1, 1);
        grace.awaitNoButton("Microphone");
        ada.press("People");

        ada.manage("Grace", "Participant");
        grace.awaitAlarm("You are a participant now");
        grace.awaitButton("Camera", false);
        grace.awaitButton("Microphone", false);
        grace.press("Camera");
        grace.press("Microphone");
        grace.tiles().awaitNames("Ada", "Grace (you)");
        for (Tab tab : List.of(ada, edsger)) {
            tab.media().awaitVideoOf("Grace");
            tab.media().awaitSoundOf("Grace");
        }
        grace.reload();
        grace.awaitButton("Camera", true);
        edsger.media().awaitVideoFrom(2, 1);

        ada.manage("Grace", "Viewer");
        grace.awaitAlarm("You are a viewer now");
        grace.awaitNoButton("Camera");
        grace.media().awaitNothingSent();
        ada.tiles().awaitNames("Ada (you)");
        edsger.media().awaitVideoFrom(1, 1);
    }

    @Test
    void whoIsMutedSpeaksWhileTheSpaceBarIsHeld() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");
        grace.press("Microphone");
        ada.tiles().awaitState("Grace", "muted");

        grace.holdKey("Space");
        ada.tiles().awaitState("Grace", "");
        grace.awaitButton("Microphone", true);
        grace.releaseKey("Space");
        ada.tiles().awaitState("Grace", "muted");
        grace.awaitButton("Microphone", false);

        grace.chat().write("a b");
        ada.chat().awaitMessage("Grace", "a b");
        grace.awaitButton("Microphone", false);
        grace.pressKey("Escape");
        grace.pressKey("?");
        grace.awaitText("Speak while muted");
    }

    @Test
    void aMessageMayHaveSeveralLines() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.press("Chat");
        double before = grace.boxes().of(".write textarea").height();
        grace.type("one");
        grace.pressKey("Shift+Enter");
        grace.type("two");
        assertTrue(grace.boxes().of(".write textarea").height() > before, "the field grows");
        grace.pressKey("Enter");

        ada.chat().awaitMessage("Grace", "one\ntwo");
        assertEquals(before, grace.boxes().of(".write textarea").height(), 1);
    }

    /** Chromium says of the Enter that ends a composition that it is part of it; Safari has ended it before, and has a code for that. */
    @Test
    void theEnterThatEndsACompositionDoesNotSend() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.press("Chat");
        grace.type("nihongo");
        assertFalse(grace.chat().isEnterTaken("{ isComposing: true, keyCode: 229 }"));
        assertFalse(grace.chat().isEnterTaken("{ isComposing: false, keyCode: 229 }"));
        grace.type("!");
        grace.pressKey("Enter");

        ada.chat().awaitMessage("Grace", "nihongo!");
        ada.chat().awaitCount(1);
    }

    @Test
    void theSpaceBarScrollsMessagesAndSaysNothing() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");
        grace.press("Microphone");
        ada.tiles().awaitState("Grace", "muted");
        grace.chat().write("line\n".repeat(100) + "last");

        grace.chat().readFromTheFirstMessage();
        grace.holdKey("Space");
        grace.chat().awaitScrolled();
        grace.awaitButton("Microphone", false);
        grace.releaseKey("Space");
        ada.tiles().awaitState("Grace", "muted");
    }

    @Test
    void theStylesOfARoomDoNotCountInOtherViews() {
        Tab ada = tabs.join("Ada", room);
        assertEquals("flex", ada.displayOf("div", "controls"));

        ada.look("sdp");
        assertEquals("block", ada.displayOf("div", "controls"));
        ada.reloadPage();
        ada.awaitWayBack();
        assertEquals("block", ada.displayOf("div", "controls"));
        ada.goBack();
        assertEquals("flex", ada.displayOf("div", "controls"));
    }

    @Test
    void noMoreGoesToSomebodyThanIsShownThere() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        grace.resize(1920, 1080);
        ada.media().awaitLimits(Map.of("Grace", "720 lines, 1700000 bit/s"));

        grace.resize(390, 500);
        ada.media().awaitLimits(Map.of("Grace", "270 lines, 300000 bit/s"));
    }

    @Test
    void whoeverKnocksAtALockedRoomIsSeenAndLetInOrNot() {
        Tab ada = tabs.open("/#/conference?role=moderator&room=" + room).join("Ada");
        ada.press("People");
        ada.press("Lock the room");
        Tab grace = tabs.open("/#" + room).tryToJoin("Grace");
        grace.awaitRefusal("this room is locked");
        grace.press("Ask to be let in");
        ada.awaitStatus("Grace would like to come in.");
        assertEquals(List.of(), ada.violations());
        ada.reload();
        ada.press("Admit Grace");
        ada.tiles().awaitNames("Ada (you)", "Grace");
        grace.media().awaitVideoFrom(1);
        ada.awaitLocked();
        grace.awaitLocked();
        grace.reload();
        grace.awaitLocked();

        Tab edsger = tabs.open("/#" + room).tryToJoin("Edsger");
        edsger.awaitRefusal("this room is locked");
        edsger.press("Ask to be let in");
        ada.press("Refuse Edsger");
        edsger.awaitRefusal("a moderator did not let you in");

        Tab alan = tabs.open("/#" + room).tryToJoin("Alan");
        alan.awaitRefusal("this room is locked");
        alan.press("Ask to be let in");
        ada.awaitText("would like to come in.");
        alan.press("Stop waiting");
        ada.awaitNobodyWaiting();
        alan.press("Ask to be let in");
        ada.press("People");
        ada.press("Unlock the room");
        ada.tiles().awaitNames("Ada (you)", "Grace", "Alan");
    }

    @Test
    void ofTwoTheOtherIsLargeAndWhole() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        grace.media().awaitVideoFrom(1);

        for (int[] size : new int[][] {{1440, 900}, {768, 1024}, {390, 844}, {844, 390}}) {
            ada.resize(size[0], size[1]);
            ada.tiles().awaitPair();
        }
    }

    @Test
    void theMoreThereAreTheLessIsSentToEach() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        grace.resize(2560, 1440);
        ada.media().awaitLimits(Map.of("Grace", "720 lines, 1700000 bit/s"));

        tabs.join("Edsger", room).resize(2560, 1440);
        ada.media().awaitLimits(Map.of("Grace", "540 lines, 900000 bit/s", "Edsger", "540 lines, 900000 bit/s"));

        grace.press("Share screen");
        ada.media().awaitLimits(Map.of("Grace", "180 lines, 150000 bit/s", "Edsger", "180 lines, 150000 bit/s"));
    }

    @Test
    void whoeverIsPinnedOrSpeaksIsLargeAndGoesOnPlaying() {
        Tab ada = tabs.join("Ada", room);
        tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");
        ada.awaitNoButton("Speaker view");
        tabs.join("Edsger", room);
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");

        ada.press("Show Grace large");
        ada.tiles().awaitScreens("Grace");
        ada.tiles().awaitNames("Ada (you)", "Edsger");
        ada.media().awaitVideoFrom(2);
        assertEquals(List.of(), ada.violations());
        ada.press("Show Grace large");
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");

        ada.press("Speaker view");
        ada.tiles().awaitOneLarge();
        ada.media().awaitVideoFrom(2);
        ada.press("Speaker view");
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");
        ada.media().awaitVideoFrom(2);
    }

    @Test
    void aCameraThatNobodyLooksAtIsNotSentUntilSomebodyDoes() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        tabs.join("Edsger", room);
        ada.media().awaitSending(Map.of("Grace", true, "Edsger", true));

        grace.hide(true);
        ada.media().awaitSending(Map.of("Grace", false, "Edsger", true));

        grace.hide(false);
        ada.media().awaitSending(Map.of("Grace", true, "Edsger", true));
        grace.media().awaitVideoFrom(2);
    }

    /** Browsers let an element sound only once its picture is there, which of somebody out of sight never comes. */
    @Test
    void whoIsOutOfSightFromTheBeginningIsHeard() {
        Tab ada = tabs.join("Ada", room);
        ada.hide(true);
        Tab grace = tabs.join("Grace", room);
        grace.media().awaitSending(Map.of("Ada", false));

        ada.media().awaitSoundOf("Grace");
    }

    @Test
    void addressesInTheChatAreLinksAndTheSiteIsOutOfReach() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.chat().write("see https://example.org/a?b=1, and <b>");
        ada.chat().awaitMessage("Grace", "see https://example.org/a?b=1, and <b>");
        assertEquals(List.of("https://example.org/a?b=1"), ada.chat().links());
        ada.awaitNoNavigation();
        grace.pressKey("Escape");
        grace.pressKey("?");
        grace.awaitText("Alt+M");
        assertEquals(List.of(), grace.violations());
    }

    @Test
    void aSharedScreenIsLargeOnAPhoneHeldSideways() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.resize(844, 390);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.press("Share screen");
        ada.tiles().awaitScreens("Grace’s screen");
        ada.tiles().awaitShareOfScreen(0.6);
    }

    @Test
    void whoComesAndGoesTwentyTimesLeavesNothingBehind() {
        tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        comeAndGo(grace, 3);
        Memory memory = grace.memory();
        Map<String, Integer> before = memory.kept();

        comeAndGo(grace, 20);

        memory.awaitAtMost(before.get("nodes") + 100, before.get("listeners") + 20);
    }

    private static void comeAndGo(Tab tab, int times) {
        for (int i = 0; i < times; i++) {
            tab.media().awaitVideoFrom(1, 0);
            tab.leave();
            tab.join("Grace");
        }
        tab.media().awaitVideoFrom(1, 0);
    }

    @Test
    void whatIsSaidInPassingGoesWithItsCause() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.chat().write("hm");
        ada.awaitStatus("Grace: hm");
        ada.press("Chat");
        ada.awaitSilence();
    }

    @Test
    void aRoomGoesOnWhateverViewIsOpen() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");

        grace.look("trace");
        ada.media().awaitVideoFrom(1);
        grace.media().awaitVideoFrom(1);
        grace.goBack();
        grace.tiles().awaitNames("Grace (you)", "Ada");

        grace.look("ice");
        grace.press("Leave");
        ada.tiles().awaitNames("Ada (you)");
        ada.awaitStatus("Grace left.");
    }

    @Test
    void whoClosesATabInWhichARoomGoesOnIsAsked() {
        Tab ada = tabs.join("Ada", room);
        ada.look("trace");

        assertEquals("beforeunload", ada.tryToClose());
        ada.goBack();
    }
}
