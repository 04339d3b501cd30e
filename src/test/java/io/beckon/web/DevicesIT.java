package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The device check, with the browser's made-up devices: a camera that sees a clock, a microphone that hears beeps. */
@Thorough
@Isolated("browsers")
class DevicesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    @Test
    void theCameraIsSeenAndTheMicrophoneMovesItsBar() {
        Tab tab = tabs.open("/#/devices");

        tab.media().awaitPreview();
        tab.media().awaitLevel();
        tab.press("Play a tone");
        tab.press("Camera");
        tab.awaitText("Your camera is off.");
    }

    @Test
    void whatIsChosenIsRemembered() {
        Tab tab = tabs.open("/#/devices");
        tab.media().awaitPreview();

        tab.choose("Microphone", "Fake Audio Input 2");
        tab.reloadPage();

        tab.media().awaitPreview();
        tab.awaitChosen("Microphone", "Fake Audio Input 2");
    }

    @Test
    void whatIsAllowedLaterIsTakenAtOnce() {
        Tab tab = tabs.openRefusingAtFirst("/#/devices");
        tab.awaitText("Allow it beside the address");
        tab.allowDevices();
        tab.media().awaitPreview();
    }

    @Test
    void aPageIsLoadedThoughItHasNoPictureToShow() {
        String remedy = "Allow it beside the address in the browser’s address bar";

        tabs.openWithoutDevices("/#/devices", remedy).awaitText(remedy);
    }

    @Test
    void whoRefusesIsToldWhatToDo() {
        Tab tab = tabs.openWithoutDevices("/#/devices");

        tab.awaitText("Allow it beside the address in the browser’s address bar");
    }
}
