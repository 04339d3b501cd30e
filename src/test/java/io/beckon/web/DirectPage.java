package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/** The view "Offline call" as a person sees it. What it awaits, it awaits for {@value #PATIENCE_MS} ms. */
final class DirectPage {

    static final double PATIENCE_MS = 60_000;

    private static final int FEW_FRAMES = 5;

    /** From now on, the camera at the back sees a picture that is held before it, a little askew. */
    private static final String HOLD_BEFORE_THE_CAMERA = """
            async (base64) => {
              const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
              const picture = await createImageBitmap(new Blob([bytes]));
              const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
              const context = canvas.getContext("2d");
              let time = 0;
              setInterval(() => {
                context.fillStyle = "#776";
                context.fillRect(0, 0, 1280, 720);
                context.save();
                context.translate(640, 360);
                context.rotate(0.15 + 0.05 * Math.sin((time += 0.1)));
                context.drawImage(picture, -280, -280, 560, 560);
                context.restore();
              }, 100);
              const devices = navigator.mediaDevices;
              const others = devices.getUserMedia.bind(devices);
              devices.getUserMedia = async (wish) =>
                wish.video?.facingMode?.ideal === "environment" ? canvas.captureStream(10) : others(wish);
            }""";

    private static final String KEEP_CONNECTIONS = """
            const connections = (globalThis.connections = []);
            globalThis.RTCPeerConnection = class extends RTCPeerConnection {
              constructor(...arguments_) {
                super(...arguments_);
                connections.push(this);
              }
            };""";

    private static final String SOUND = """
            async () => {
              const reports = await Promise.all(connections.map((connection) => connection.getStats()));
              return reports.flatMap((report) => [...report.values()]).some(({ type, totalAudioEnergy }) => type === "inbound-rtp" && totalAudioEnergy > 0);
            }""";

    private final BrowserContext context;
    private final Page page;
    private final Console console;

    DirectPage(BrowserContext context, URI address) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MS);
        context.grantPermissions(List.of("camera", "microphone", "clipboard-read", "clipboard-write"));
        context.addInitScript(KEEP_CONNECTIONS);
        page = context.newPage();
        console = new Console(page);
        Navigation.open(page, address.toString());
        awaitHeading("Offline call");
    }

    /** No camera and no microphone may be used, neither for the call nor for reading a code. */
    DirectPage withoutDevices() {
        page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => {"
                + " throw new DOMException('refused', 'NotAllowedError'); } }");
        return this;
    }

    /** There is no camera. */
    DirectPage withoutCamera() {
        page.evaluate("""
                () => {
                  const { getUserMedia } = MediaDevices.prototype;
                  navigator.mediaDevices.getUserMedia = async ({ audio, video }) => {
                    if (video) throw new DOMException("missing", "NotFoundError");
                    return getUserMedia.call(navigator.mediaDevices, { audio });
                  };
                }""");
        return this;
    }

    void open(String view) {
        page.evaluate("view => { location.hash = `#/${view}`; }", view);
        page.waitForSelector("body[data-view='" + view + "'] main h1");
    }

    /** Another view; the call goes on. */
    void look(String view) {
        open(view);
        assertThat(wayBack()).isVisible();
    }

    void goBack() {
        wayBack().click();
        awaitHeading("Offline call");
        assertThat(wayBack()).isHidden();
    }

    private Locator wayBack() {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to the call"));
    }

    void press(String button) {
        button(button).click();
    }

    /** With the keyboard alone: goes to the button from wherever the focus is, and presses it. */
    void reachAndPress(String button) {
        tabTo(button(button));
        page.keyboard().press("Enter");
    }

    private void tabTo(Locator control) {
        control.waitFor();
        for (int i = 0; i < 30; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(control.evaluate("one => one === document.activeElement"))) {
                return;
            }
        }
        throw new AssertionError(control + " cannot be reached with the keyboard");
    }

    /** Starts, and waits until the code is shown. */
    DirectPage start() {
        press("Start");
        code().waitFor();
        return this;
    }

    DirectPage answer() {
        press("Answer");
        return this;
    }

    byte[] picture() {
        return code().screenshot();
    }

    String text() {
        code().waitFor();
        return page.getByLabel("Or send it as text").inputValue();
    }

    void readPicture(byte[] picture) {
        page.getByLabel("Or a picture of it").setInputFiles(new FilePayload("code.png", "image/png", picture));
    }

    void scan(byte[] picture) {
        page.evaluate(HOLD_BEFORE_THE_CAMERA, Base64.getEncoder().encodeToString(picture));
        press("Scan with the camera");
    }

    void pasteFromClipboard() {
        page.getByLabel("Or paste it as text").press("Control+v");
    }

    void enter(String text) {
        page.getByLabel("Or paste it as text").fill(text);
        press("Connect");
    }

    /** With the keyboard alone. */
    void reachAndEnter(String text) {
        tabTo(page.getByLabel("Or paste it as text"));
        page.keyboard().insertText(text);
        reachAndPress("Connect");
    }

    String clipboard() {
        return page.evaluate("() => navigator.clipboard.readText()").toString();
    }

    void awaitHeading(String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text)))
                .isVisible();
    }

    void awaitComplaint(String text) {
        assertThat(page.locator(".direct .error")).containsText(text);
    }

    void awaitStatus(String text) {
        assertThat(page.locator(".direct .status")).containsText(text);
    }

    /** The one that the list of steps marks. */
    void awaitStep(String name) {
        assertThat(page.locator(".steps [aria-current=step]")).containsText(name);
    }

    void awaitConnected() {
        awaitHeading("You are connected");
        awaitStep("Talk");
    }

    /** What the other says is played, not only received. */
    void awaitSound() {
        Until.holds(page, () -> (boolean) page.evaluate(SOUND));
    }

    void awaitVideo() {
        page.waitForFunction(
                "few => document.querySelector('.other video').getVideoPlaybackQuality().totalVideoFrames > few",
                FEW_FRAMES);
    }

    Chat chat() {
        return new Chat(page);
    }

    /** Waits until the page can be opened without a network. */
    DirectPage awaitKept() {
        Until.holds(page, () -> (boolean) page.evaluate(
                "async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'"));
        return this;
    }

    void setOffline(boolean offline) {
        console.expectOutage();
        context.setOffline(offline);
    }

    void reload() {
        page.reload();
        awaitHeading("Offline call");
    }

    String address() {
        return page.url();
    }

    /** What axe-core finds in the view, a line each. */
    List<String> violations() {
        return Axe.violations(page);
    }

    List<String> errors() {
        return console.errors();
    }

    void expectOutage() {
        console.expectOutage();
    }

    void close() {
        context.close();
    }

    private Locator code() {
        return page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("QR code of this device"));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
