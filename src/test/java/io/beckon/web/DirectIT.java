package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Two devices that are introduced by nobody: codes go from one to the other as pictures, before a camera, and as text. */
@Thorough
@Isolated("browsers")
class DirectIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private static Chromium chromium;

    @RegisterExtension
    static final BeforeAllCallback browser = DirectIT::shareBrowser;

    private final List<DirectPage> open = new ArrayList<>();
    private Link link;

    private static void shareBrowser(ExtensionContext context) {
        chromium = Chromium.shared(context);
    }

    @BeforeEach
    void connectBrowser() {
        link = chromium.link(server.url());
    }

    @AfterEach
    void noPageHasComplained() {
        List<String> errors =
                open.stream().flatMap(page -> page.errors().stream()).toList();
        open.forEach(DirectPage::close);
        link.close();
        assertEquals(List.of(), errors, "errors on the pages' consoles");
    }

    @Test
    void picturesOfTheCodesAreEnough() {
        DirectPage ada = open().start();
        DirectPage grace = open().answer();
        grace.readPicture(ada.picture());
        byte[] answer = grace.picture();
        ada.press("Read its answer");
        ada.readPicture(answer);

        ada.awaitConnected();
        grace.awaitConnected();
        ada.awaitVideo();
        grace.awaitVideo();

        ada.chat().write("Hello <b>Grace</b>");
        grace.chat().awaitMessage("The other", "Hello <b>Grace</b>");
        grace.chat().write("Hello Ada");
        ada.chat().awaitMessage("The other", "Hello Ada");
        grace.chat().awaitMessage("You", "Hello Ada");

        ada.press("Hang up");
        grace.awaitHeading("The other device has hung up.");
    }

    @Test
    void aCallGoesOnWhateverViewIsOpen() {
        DirectPage ada = open().start();
        ada.look("ice");
        ada.goBack();
        DirectPage grace = open().answer();
        connect(ada, grace);
        grace.awaitVideo();

        ada.look("ice");
        grace.chat().write("still there?");
        ada.goBack();
        ada.awaitConnected();
        ada.chat().awaitMessage("The other", "still there?");
        ada.awaitVideo();
        grace.awaitVideo();

        grace.look("ice");
        grace.press("Hang up");
        ada.awaitHeading("The other device has hung up.");
        grace.open("direct");
        grace.awaitHeading("Start or answer?");
    }

    @Test
    void theCameraReadsTheCodes() {
        DirectPage ada = open().start();
        DirectPage grace = open().answer();
        grace.scan(ada.picture());
        byte[] answer = grace.picture();
        ada.press("Read its answer");
        ada.scan(answer);

        ada.awaitConnected();
        grace.awaitConnected();
        ada.awaitVideo();
        grace.awaitVideo();
    }

    @Test
    void aLinkAndAnAnswerThatIsPastedAreEnough() {
        DirectPage ada = open().start();
        ada.press("Copy a link");
        DirectPage grace = open(ada.clipboard());
        grace.awaitHeading("Somebody wants to talk to you");
        assertTrue(grace.address().endsWith("/#/direct"), "a reload does not answer the same code again");
        grace.answer();
        grace.awaitStep("Show your answer");
        grace.text();
        grace.press("Copy the code");
        ada.press("Read its answer");
        ada.pasteFromClipboard();

        ada.awaitConnected();
        grace.awaitConnected();
    }

    @Test
    void withoutTheServiceTwoDevicesConnectAllTheSame() {
        DirectPage ada = open().awaitKept();
        DirectPage grace = open().awaitKept();
        ada.setOffline(true);
        ada.reload();
        ada.setOffline(false);
        link.interrupt();
        open.forEach(DirectPage::expectOutage);
        ada.reload();
        grace.reload();

        connect(ada.start(), grace.answer());

        ada.awaitVideo();
        grace.awaitVideo();
    }

    @Test
    void whoHasNoDevicesSeesTheOtherAndWrites() {
        DirectPage ada = open().withoutDevices().start();
        ada.awaitStatus("may not use camera and microphone");
        DirectPage grace = open().answer();
        connect(ada, grace);

        ada.awaitVideo();
        ada.chat().write("I see you");
        grace.chat().awaitMessage("The other", "I see you");
    }

    @Test
    void whoHasNoCameraIsHeard() {
        DirectPage ada = open().withoutCamera().start();
        DirectPage grace = open().answer();

        connect(ada, grace);

        ada.awaitVideo();
        grace.awaitSound();
    }

    @Test
    void aCameraThatIsRefusedLeavesPictureAndText() {
        DirectPage ada = open().withoutDevices().answer();
        ada.press("Scan with the camera");

        ada.awaitComplaint("The camera was not allowed. Take a picture of the code, or paste it as text.");
    }

    @Test
    void whatIsNoCodeForThisStepIsSaidToBeSo() {
        DirectPage ada = open().start();
        DirectPage grace = open().start();
        String[] codes = {ada.text(), grace.text()};
        ada.press("Read its answer");
        ada.enter("https://example.org");
        ada.awaitComplaint("no Beckon code");
        ada.enter(codes[0]);
        ada.awaitComplaint("your own code");
        ada.enter(codes[1]);
        ada.awaitComplaint("an answer is wanted here");
        ada.enter(codes[1].substring(0, codes[1].length() / 2));
        ada.awaitComplaint("cut off");
        ada.enter(codes[1].replaceFirst("....$", "AAAA"));
        ada.awaitComplaint("damaged");
        ada.enter(codes[1].replace("beckon1", "beckon7"));
        ada.awaitComplaint("another version");

        DirectPage edsger = open("/#/direct?offer=" + codes[1].substring(0, codes[1].length() - 9));
        edsger.awaitStatus("cut off");
    }

    @Test
    void everyStepCanBeTakenWithTheKeyboardAndTakenBack() {
        DirectPage ada = open();
        ada.reachAndPress("Start");
        ada.awaitStep("Show your code");
        ada.reachAndPress("Back");
        ada.awaitHeading("Start or answer?");
        ada.reachAndPress("Start");
        String offer = ada.text();
        assertEquals(List.of(), ada.violations());
        ada.reachAndPress("Read its answer");
        ada.reachAndPress("Back");
        assertEquals(offer, ada.text());
        ada.reachAndPress("Read its answer");
        DirectPage grace = open();
        grace.reachAndPress("Answer");
        grace.awaitStep("Read the code");
        assertEquals(List.of(), grace.violations());
        grace.reachAndEnter(offer);
        grace.awaitStep("Show your answer");
        grace.text();
        grace.reachAndPress("Back");
        grace.reachAndEnter(offer);
        grace.awaitStep("Show your answer");
        ada.reachAndEnter(grace.text());

        ada.awaitConnected();
        grace.awaitConnected();
        assertEquals(List.of(), grace.violations());
        ada.reachAndPress("Hang up");
        grace.reachAndPress("Start over");
        grace.awaitHeading("Start or answer?");
    }

    private static void connect(DirectPage starter, DirectPage answerer) {
        answerer.enter(starter.text());
        String answer = answerer.text();
        starter.press("Read its answer");
        starter.enter(answer);
        starter.awaitConnected();
        answerer.awaitConnected();
    }

    private DirectPage open() {
        return open("/#/direct");
    }

    private DirectPage open(String address) {
        DirectPage page = new DirectPage(chromium.newContext(), link.url().resolve(address));
        open.add(page);
        return page;
    }
}
