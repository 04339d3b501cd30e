package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import io.beckon.wire.ServerUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens the page, each time as another person. After each test no page may have written an error to its console.
 */
final class Tabs implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final String REFUSE =
            "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('refused', 'NotAllowedError'); };";

    private static final String LAST = """
            addEventListener("DOMContentLoaded", () => {
              document.body.append(Object.assign(new Image(), { src: "last.png" }));
            });""";

    /** Refused until the page's {@code allowDevices} is called, which the browser tells as if its user had changed it. */
    private static final String REFUSE_AT_FIRST = """
            const { mediaDevices, permissions } = navigator;
            const { getUserMedia } = MediaDevices.prototype;
            const query = permissions.query.bind(permissions);
            const asked = [];
            mediaDevices.getUserMedia = async () => { throw new DOMException("refused", "NotAllowedError"); };
            permissions.query = async (what) => {
              const permission = await query(what);
              if (["camera", "microphone"].includes(what.name)) asked.push(permission);
              return permission;
            };
            globalThis.allowDevices = () => {
              mediaDevices.getUserMedia = getUserMedia;
              for (const permission of asked) permission.dispatchEvent(new Event("change"));
            };""";

    private final ServerUnderTest server;
    private final List<Tab> open = new ArrayList<>();
    private Chromium chromium;
    private Link link;

    Tabs(ServerUnderTest server) {
        this.server = server;
    }

    /** @param address what follows the service's, such as {@code /#room} */
    Tab open(String address) {
        return open(chromium.newContext(), address);
    }

    /** Opens the page for a person who refuses camera and microphone. */
    Tab openWithoutDevices(String address) {
        BrowserContext context = chromium.newContext();
        context.addInitScript(REFUSE);
        return open(context, address);
    }

    /** The same, where the last of what the page consists of comes once it has said something. */
    Tab openWithoutDevices(String address, String said) {
        BrowserContext context = chromium.newContext();
        context.addInitScript(REFUSE + LAST);
        context.route("**/last.png", route -> {
            route.request().frame().page().getByText(said).waitFor();
            route.fulfill();
        });
        return open(context, address);
    }

    /** Opens the page for a person who refuses both, and thinks better of it. */
    Tab openRefusingAtFirst(String address) {
        BrowserContext context = chromium.newContext();
        context.addInitScript(REFUSE_AT_FIRST);
        return open(context, address);
    }

    /** Files that match never come. */
    Tab openHanging(String address, String glob) {
        BrowserContext context = chromium.newContext();
        context.route(glob, route -> {});
        Tab tab = Tab.withoutEnd(context, link.url().resolve(address));
        open.add(tab);
        return tab;
    }

    private Tab open(BrowserContext context, String address) {
        Tab tab = new Tab(context, link.url().resolve(address));
        open.add(tab);
        return tab;
    }

    /** Opens the page in a room and joins. */
    Tab join(String name, String room) {
        return open("/#" + room).join(name);
    }

    /** Also those by which a page, or its service worker, loads a file just then. */
    void cutConnections() {
        open.forEach(Tab::expectOutage);
        link.cut();
    }

    Link link() {
        return link;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = Chromium.shared(context);
        link = chromium.link(server.url());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> errors =
                open.stream().flatMap(tab -> tab.errors().stream()).toList();
        open.forEach(Tab::close);
        open.clear();
        assertEquals(List.of(), errors, "errors on the pages' consoles");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        link.close();
    }
}
