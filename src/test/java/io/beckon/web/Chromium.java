package io.beckon.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A Chromium of this machine with a made-up camera and microphone. Where the system allows it, it runs in a network namespace that
 * has nothing but a loopback interface, so that a test's media stay on it: once a page may use the camera, Chromium offers all
 * addresses of the machine.
 */
final class Chromium implements CloseableResource, AutoCloseable {

    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--use-fake-device-for-media-stream=fps=5",
            "--use-fake-ui-for-media-stream",
            "--allow-loopback-in-peer-connection",
            "--autoplay-policy=no-user-gesture-required",
            "--disable-component-update",
            "--disable-background-networking",
            "--disable-domain-reliability",
            "--disable-sync",
            "--no-pings");

    private final Path directory;
    private final Relay relay;
    private final URI url;
    private final Playwright playwright;
    private final Browser browser;

    /** @param service what the pages are to reach */
    Chromium(Path executable, URI service) {
        try {
            directory = Files.createTempDirectory("beckon");
            Optional<LoopbackNamespace> namespace = LoopbackNamespace.find();
            InetSocketAddress target = Relay.loopback(service.getPort());
            if (namespace.isEmpty()) {
                System.err.println(
                        "Chromium runs without a network namespace of its own (`unshare -n` is refused or absent):"
                                + " the media of these tests may use this machine's own addresses.");
                relay = new Relay(Relay.loopback(0), target);
                url = URI.create("http://127.0.0.1:" + ((InetSocketAddress) relay.address()).getPort());
            } else {
                relay = new Relay(UnixDomainSocketAddress.of(LoopbackNamespace.socket(directory)), target);
                url = service;
            }
            Path command = namespace.isEmpty()
                    ? executable
                    : namespace.get().launcher(directory, executable, service.getPort());
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

    /** Where the service is, seen from a page. */
    URI url() {
        return url;
    }

    Browser browser() {
        return browser;
    }

    /** Ends all connections between pages and service. */
    void cutConnections() {
        relay.cut();
    }

    @Override
    public void close() throws IOException {
        browser.close();
        playwright.close();
        relay.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
