package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.AriaRole;
import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Calling a person in the web app, and being called. */
@Thorough
@Isolated("browsers")
class CallAPersonIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Telephones tabs = new Telephones(server);

    private final String family = UUID.randomUUID().toString().substring(0, 8);
    private final String alice = "Alice " + family;
    private final String bob = "Bob " + family;
    private final String carol = "Carol " + family;

    @Test
    void allTabsOfAPersonRingAndTheFirstThatAnswersHasTheCall() {
        Telephone mobile = tabs.of(bob, "/");
        Telephone desk = tabs.of(bob, "/#/trace");
        Telephone caller = tabs.of(alice).call(bob);

        mobile.awaitRinging(alice);
        desk.awaitRinging(alice);
        mobile.answer("Accept");

        desk.awaitSilence("answered on another device");
        caller.awaitVideoFrom(1);
        mobile.awaitVideoFrom(1);

        mobile.look("trace");
        mobile.awaitVideoFrom(1);
        mobile.goBack();
        caller.press("Hang up");

        mobile.awaitResult(alice + " hung up.");
        mobile.awaitDuration();
        caller.awaitResult("You hung up.");
        caller.awaitDuration();
    }

    @Test
    void aCallLooksTheSameAfterOtherViewsWereLookedAt() {
        Telephone callee = tabs.of(bob, "/");
        Telephone caller = tabs.of(alice).call(bob);
        callee.awaitRinging(alice);
        callee.answer("Accept");

        for (Telephone telephone : List.of(caller, callee)) {
            telephone.awaitVideoFrom(1);
            Map<?, ?> before = telephone.styles();
            for (String view : List.of("conference", "trace", "devices", "ice")) {
                telephone.look(view);
                telephone.goBack();
                telephone.awaitStyles(before);
            }
        }
    }

    @Test
    void aReloadIsNoHangUp() {
        Telephone callee = tabs.of(bob, "/");
        Telephone caller = tabs.of(alice).call(bob);
        callee.awaitRinging(alice);
        callee.answer("Accept");
        caller.awaitVideoFrom(1);

        callee.reload();
        callee.awaitVideoFrom(1);
        caller.look("trace");
        caller.reload();
        caller.awaitVideoFrom(1);
        callee.awaitVideoFrom(1);

        caller.goBack();
        caller.press("Hang up");
        callee.awaitResult(alice + " hung up.");
        callee.awaitDuration();
    }

    @Test
    void aCallThatCannotBeShownIsHungUp() {
        Telephone callee = tabs.without("**/app/conference/stage.js", bob);
        Telephone caller = tabs.of(alice).call(bob);
        callee.awaitRinging(alice);
        callee.answer("Accept");

        callee.awaitResult("This page could not be loaded whole. Load it again, and call again.");
        caller.awaitResult(bob + " hung up.");
    }

    @Test
    void whoAnswersInARoomReadsThatItIsLeft() {
        Telephone callee = tabs.of(bob, "/#/conference?room=" + family);
        callee.join();
        Telephone caller = tabs.of(alice).call(bob);

        callee.awaitRemark("If you accept, you leave the room “" + family + "”.");
        callee.answer("Accept");

        caller.awaitVideoFrom(1);
        callee.awaitVideoFrom(1);
    }

    @Test
    void aNewcomerIsShownWhoIsThere() {
        // The first by name: of many who are still there of other tests only some are shown.
        String aaron = "Aaron " + family;
        Telephone callee = tabs.of(aaron, "/");
        Telephone caller = tabs.of(alice);
        caller.chooseFound(aaron);
        caller.type("Enter");

        callee.awaitRinging(alice);
        callee.answer("Accept");
        caller.awaitVideoFrom(1);
    }

    @Test
    void whoCallsOneselfReadsSo() {
        Telephone caller = tabs.of(alice).call(alice);

        caller.awaitResult("That is you, and you are signed in nowhere else.");
    }

    @Test
    void whoDeclinesMaySayWhy() {
        Telephone callee = tabs.of(bob);
        Telephone caller = tabs.of(alice).call(bob);
        callee.awaitRinging(alice);

        callee.decline("in a meeting");

        caller.awaitResult(bob + " declined: “in a meeting”");
    }

    @Test
    void whatIsCancelledStopsRingingAndIsMissed() {
        Telephone callee = tabs.of(bob, "/");
        Telephone caller = tabs.of(alice).call(bob);
        callee.awaitRinging(alice);

        caller.press("Cancel");

        callee.awaitSilence(alice + " has stopped calling.");
        caller.awaitResult("You stopped calling.");
        callee.awaitMissed(1);
    }

    @Test
    void whoIsAwaySeesLaterWhoHasCalled() {
        Telephone caller = tabs.of(alice).call(bob);
        caller.awaitResult("Nobody can be reached as " + bob + " at the moment.");

        Telephone callee = tabs.of(bob, "/");
        callee.awaitMissed(1);
        callee.open("call");
        callee.awaitLast("Missed call");
        callee.awaitLast(alice);
        callee.callBack();

        caller.awaitRinging(bob);
        caller.answer("Without camera");
        caller.awaitVideoFrom(1);
        callee.press("Hang up");
        caller.awaitResult(bob + " hung up.");
    }

    @Test
    void severalAreCalledAtOnce() {
        Telephone first = tabs.of(bob, "/");
        Telephone second = tabs.of(carol, "/");
        Telephone caller = tabs.of(alice);
        caller.add(bob);
        caller.call(carol);

        first.awaitRinging(alice);
        second.awaitRinging(alice);
        first.answer("Accept");
        second.answer("Accept");

        caller.awaitVideoFrom(2);
        first.awaitVideoFrom(2);
        second.awaitVideoFrom(2);
        second.press("Hang up");
        caller.press("Hang up");
        first.awaitResult("Everybody else has left.");
    }

    @Test
    void whoIsWritingGoesOnWritingAndAnswersByTheKeyboard() {
        Telephone callee = tabs.of(bob, "/");
        Telephone caller = tabs.of(alice);
        callee.tabTo(AriaRole.TEXTBOX, "Room");
        callee.type("ControlOrMeta+a");
        callee.write("plan");
        caller.tabTo(AriaRole.COMBOBOX, "Name or id of a person");
        caller.write(bob);
        caller.type("Enter");
        callee.awaitRinging(alice);

        callee.write("ning");
        assertEquals("planning", callee.valueOf("Room"));
        callee.type("F2");
        callee.awaitFocus(AriaRole.ALERTDIALOG, alice + " is calling");
        callee.type("Tab", "Enter");

        caller.awaitVideoFrom(1);
        callee.tabTo(AriaRole.BUTTON, "Hang up");
        callee.type("Enter");
        caller.awaitResult(bob + " hung up.");
        caller.awaitFocus(AriaRole.HEADING, bob + " hung up.");
    }
}
