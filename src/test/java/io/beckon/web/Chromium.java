package io.beckon.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.beckon.ExternalTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A Chromium of this machine with a made-up camera and microphone, the same for all tests. Where the system allows it, it runs in a
 * network namespace that has nothing but a loopback interface, so that a test's media stay on it: once a page may use the camera,
 * Chromium offers all addresses of the machine. It reaches services over {@linkplain Link links}.
 */
final class Chromium implements CloseableResource, AutoCloseable {

    private static final Browser.NewContextOptions SMALL = new Browser.NewContextOptions().setViewportSize(900, 500);
    private static final List<Integer> PORTS =
            IntStream.range(8100, 8108).boxed().toList();
    /** The last four: pages of its own that it loads for each new window, and renderers in reserve, a third of what these tests' renderers cost. */
    private static final List<String> FEATURES_OFF = List.of(
            "LocalNetworkAccessChecks",
            "Translate",
            "MediaRouter",
            "WebUIOmniboxPopup",
            "WebUIOmniboxAimPopup",
            "PreloadTopChromeWebUI",
            "SpareRendererForSitePerProcess");

    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--use-fake-device-for-media-stream=fps=" + Integer.getInteger("beckon.camera.fps", 5),
            "--use-fake-ui-for-media-stream",
            "--allow-loopback-in-peer-connection",
            "--autoplay-policy=no-user-gesture-required",
            "--disable-component-update",
            "--disable-features=" + String.join(",", FEATURES_OFF),
            "--disable-background-networking",
            "--disable-domain-reliability",
            "--disable-sync",
            "--no-pings");

    private static final double PATIENCE_MS = 60_000;

    private final Path directory;
    private final Optional<LoopbackNamespace> namespace = LoopbackNamespace.find();
    private final Deque<Integer> ports = new ArrayDeque<>(PORTS);
    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        try {
            directory = Files.createTempDirectory("beckon");
            if (namespace.isEmpty()) {
                System.err.println(
                        "Chromium runs without a network namespace of its own (`unshare -n` is refused or absent):"
                                + " the media of these tests may use this machine's own addresses.");
            }
            Path command = namespace.isEmpty() ? executable : namespace.get().launcher(directory, executable, PORTS);
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(command)
                            .setArgs(OPTIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this test run. */
    static Chromium shared(ExtensionContext context) {
        Path executable = ExternalTool.CHROMIUM.require();
        return context.getRoot()
                .getStore(Namespace.create(Chromium.class))
                .getOrComputeIfAbsent(Chromium.class, key -> new Chromium(executable), Chromium.class);
    }

    /** A person's own: storage and cookies are not shared with others. */
    BrowserContext newContext() {
        return browser.newContext(SMALL);
    }

    /** A way for pages to a service, until it is closed. */
    Link link(URI service) {
        int port = ports.remove();
        SocketAddress outside = namespace.isEmpty()
                ? Relay.loopback(0)
                : UnixDomainSocketAddress.of(LoopbackNamespace.socket(directory, port));
        Relay relay = new Relay(outside, target(service));
        int seen = relay.address() instanceof InetSocketAddress address ? address.getPort() : port;
        return new Link(URI.create("http://127.0.0.1:" + seen), relay, () -> ports.add(port));
    }

    static InetSocketAddress target(URI service) {
        return Relay.loopback(service.getPort());
    }

    /** Whether the browser's network can be taken away, and not only the services. */
    boolean hasOwnNetwork() {
        return namespace.isPresent();
    }

    /** The beginning of a command whose loopback is the browser's. */
    List<String> within() {
        try {
            return namespace.isEmpty() ? List.of() : namespace.get().enter(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setNetworkUp(boolean up) {
        namespace.orElseThrow().setUp(directory, up);
    }

    @Override
    public void close() throws IOException {
        browser.close();
        playwright.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
