package io.beckon.web;

import com.microsoft.playwright.BrowserContext;
import io.beckon.wire.ServerUnderTest;

/**
 * Opens the page, each time as another person. After each test no page may have written an error to its console.
 */
final class Tabs extends Browsing {

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

    Tabs(ServerUnderTest server) {
        super(server);
    }

    /** @param address what follows the service's, such as {@code /#room} */
    Tab open(String address) {
        return open(newContext(), address);
    }

    /** Opens the page for a person who refuses camera and microphone. */
    Tab openWithoutDevices(String address) {
        BrowserContext context = newContext();
        context.addInitScript(REFUSE);
        return open(context, address);
    }

    /** The same, where the last of what the page consists of comes once it has said something. */
    Tab openWithoutDevices(String address, String said) {
        BrowserContext context = newContext();
        context.addInitScript(REFUSE + LAST);
        context.route("**/last.png", route -> {
            route.request().frame().page().getByText(said).waitFor();
            route.fulfill();
        });
        return open(context, address);
    }

    /** Opens the page for a person who refuses both, and thinks better of it. */
    Tab openRefusingAtFirst(String address) {
        BrowserContext context = newContext();
        context.addInitScript(REFUSE_AT_FIRST);
        return open(context, address);
    }

    /** Files that match never come. */
    Tab openHanging(String address, String glob) {
        BrowserContext context = newContext();
        context.route(glob, route -> {});
        return opened(Tab.withoutEnd(context, link().url().resolve(address)));
    }

    private Tab open(BrowserContext context, String address) {
        return opened(new Tab(context, link().url().resolve(address)));
    }

    private Tab opened(Tab tab) {
        watch(tab.console());
        return tab;
    }

    /** Opens the page in a room and joins. */
    Tab join(String name, String room) {
        return open("/#" + room).join(name);
    }

    /** Also those by which a page, or its service worker, loads a file just then. */
    void cutConnections() {
        expectOutage();
        link().cut();
    }
}
