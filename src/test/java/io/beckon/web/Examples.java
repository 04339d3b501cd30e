package io.beckon.web;

import com.microsoft.playwright.Page;
import io.beckon.ExternalTool;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Does what {@code examples/README.md} says. Its addresses stand for others: ports that are free, and the browser's ways there.
 */
final class Examples implements BeforeAllCallback, AfterAllCallback {

    static final int PAGE = 0;
    static final int REACT = 1;
    static final int BOT = 2;

    private static final String SERVICE = "http://localhost:8080";
    private static final String PAGES = "http://localhost:5173";
    private static final String PAGES_PORT = "5173";
    private static final long REGISTRY_SECONDS = 60;

    private final int servicePort = Ports.free();
    private final Map<Integer, Integer> pagesPorts = Map.of(PAGE, Ports.free(), REACT, Ports.free());
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Path folder;
    private Chromium chromium;
    private Link service;
    private Link page;
    private Link react;

    /** Runs the commands of an example. */
    Recipe follow(int example) throws IOException {
        String port = String.valueOf(pagesPorts.getOrDefault(example, 0));
        Path checkout = Recipe.checkout(
                folder.resolve("checkout-" + example),
                Map.of(SERVICE, service.url().toString(), PAGES_PORT, port));
        Map<String, String> addresses = Map.of(
                SERVICE, "http://localhost:" + servicePort, PAGES, page.url() + "," + react.url(), PAGES_PORT, port);
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_PORT",
                String.valueOf(servicePort),
                "QUARKUS_MANAGEMENT_PORT",
                String.valueOf(Ports.free()),
                "npm_config_update_notifier",
                "false");
        Recipe recipe = new Recipe(example, addresses, environment, checkout, folder.resolve("empty-" + example));
        open.push(recipe);
        return recipe;
    }

    /** A tab with an address below that of an example's pages. */
    Page open(int example, String address) {
        Page tab = chromium.newContext().newPage();
        open.push(tab.context());
        tab.setDefaultTimeout(ScriptPage.PATIENCE_MS);
        Navigation.open(tab, (example == PAGE ? page : react).url() + address);
        return tab;
    }

    URI service() {
        return service.url();
    }

    /** What comes from a registry can be had where that can be reached: then, and only then, it is left out everywhere. */
    static void requireRegistry() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(ExternalTool.NPM.require().toString(), "view", "ws", "version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean over = asked.waitFor(REGISTRY_SECONDS, TimeUnit.SECONDS);
        asked.destroy();
        if (!over || asked.exitValue() != 0) {
            System.err.println("[LEFT OUT] an example that needs packages: npm does not reach its registry");
            Assumptions.abort("no registry");
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        chromium = Chromium.shared(context);
        Assumptions.assumeTrue(Files.exists(Path.of("target/quarkus-app/quarkus-run.jar")), "there are no jars");
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "examples-");
        service = link(servicePort);
        page = link(pagesPorts.get(PAGE));
        react = link(pagesPorts.get(REACT));
        follow(PAGE).await("Listening on: http");
    }

    private Link link(int port) {
        Link link = chromium.link(URI.create("http://127.0.0.1:" + port));
        open.push(link);
        return link;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }
}
