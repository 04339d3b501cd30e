package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page as a person sees it. What it awaits, it awaits for {@value #PATIENCE_MS} ms. */
final class Tab {

    private static final double PATIENCE_MS = 60_000;
    private static final int FLOWS_FOR_SECONDS = 3;

    /** By the other's name, what its tile's connection has decoded of its video; of connections that have no video, 0. */
    private static final String DECODED_FRAMES = """
            async () => {
              const decoded = {};
              for (const peer of globalThis.beckon?.peers ?? []) {
                const video = [...(await peer.connection.getStats()).values()].filter((one) => one.type === "inbound-rtp" && one.kind === "video");
                decoded[peer.participant.name] = video.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0);
              }
              return decoded;
            }""";

    /** How many pictures of each shared screen have been shown here. */
    private static final String SCREEN_FRAMES =
            "() => [...document.querySelectorAll('.screens video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames)";

    private static final String COUNT_COMINGS = """
            () => {
              globalThis.comings = [];
              const [room] = beckon.session.signaling.rooms.values();
              for (const type of ["peer-joined", "peer-left"]) room.on(type, () => comings.push(type));
            }""";

    /** By the other's name, the limits of what is sent of the camera: lines of the picture, and bits a second. */
    private static final String SENDING = """
            () => Object.fromEntries([...beckon.peers].map(({ participant, connection }) => {
              const camera = connection.getSenders().find(({ track }) => track?.kind === "video");
              return [participant.name, camera?.getParameters().encodings[0]?.active ?? null];
            }))""";

    private static final String LIMITS = """
            () => {
              const limits = {};
              for (const { participant, connection } of beckon.peers) {
                const sender = connection.getSenders().find(({ track }) => track?.kind === "video");
                const [encoding = {}] = sender?.getParameters().encodings ?? [];
                const lines = Math.round(sender?.track.getSettings().height / encoding.scaleResolutionDownBy);
                limits[participant.name] = `${lines} lines, ${encoding.maxBitrate} bit/s`;
              }
              return limits;
            }""";

    private static final String OUTGOING = """
            async (seconds) => {
              const read = async () => {
                const all = [];
                for (const { connection } of beckon.peers)
                  all.push(...[...(await connection.getStats()).values()].filter(({ type }) => type === "outbound-rtp"));
                return { at: performance.now(), all };
              };
              const sum = ({ all }, kinds, field) =>
                all.filter(({ kind }) => kinds.includes(kind)).reduce((total, one) => total + (one[field] ?? 0), 0);
              const before = await read();
              await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
              const after = await read();
              const passed = (after.at - before.at) / 1000;
              const kbps = (...kinds) => ((sum(after, kinds, "bytesSent") - sum(before, kinds, "bytesSent")) * 8) / 1000 / passed;
              const video = after.all.filter(({ kind }) => kind === "video");
              return {
                kbps: kbps("audio", "video"),
                videoKbps: kbps("video"),
                lines: Math.min(...video.map(({ frameHeight }) => frameHeight ?? 0)),
                framesPerSecond: Math.min(...video.map(({ framesPerSecond }) => framesPerSecond ?? 0)),
                limits: [...new Set(video.map(({ qualityLimitationReason }) => qualityLimitationReason))].join(", "),
              };
            }""";

    /** Of each picture of a person, oneself first, how wide it is and whether all of it is seen. */
    private static final String PICTURES = """
            () => [...document.querySelectorAll(".grid .tile")].map((tile) => {
              const { width } = tile.getBoundingClientRect();
              return { width, fit: getComputedStyle(tile.querySelector("video")).objectFit };
            })""";

    private static final String CROWD = """
            async ([room, others]) => {
              const { Signaling } = await import("/client/beckon.js");
              globalThis.crowd = await Promise.all(Array.from({ length: others }, async (_, index) => {
                const response = await fetch("/development/token", {
                  method: "POST",
                  headers: { "Content-Type": "application/json" },
                  body: JSON.stringify({ user: `one-${index}`, name: `One ${index}` }),
                });
                const { access_token: token } = await response.json();
                const signaling = new Signaling({ token: () => token });
                await signaling.connect();
                await signaling.join(room, { name: `One ${index}`, metadata: { microphone: false, camera: false } });
                return signaling;
              }));
            }""";

    private static final String DISPLAY = """
            ([element, type]) => {
              const one = Object.assign(document.createElement(element), { className: type });
              document.querySelector("main").append(one);
              const { display } = getComputedStyle(one);
              one.remove();
              return display;
            }""";

    private static final String IN_SIGHT = """
            (tile) => {
              const [inner, outer] = [tile, tile.parentElement].map((one) => one.getBoundingClientRect());
              return inner.top > outer.top - 2 && inner.bottom < outer.bottom + 2;
            }""";

    private static final Pattern ENTER = Pattern.compile("^(Join the .*|Watch|Start the broadcast)$");

    private final BrowserContext context;
    private final Page page;
    private final AtomicInteger connections = new AtomicInteger();
    private final Console console;
    private @Nullable CDPSession memory;

    Tab(BrowserContext context, URI address) {
        this(context, newPage(context));
        Navigation.open(page, address.toString());
    }

    /** Opens an address that is never loaded whole. */
    static Tab withoutEnd(BrowserContext context, URI address) {
        Page page = newPage(context);
        page.navigate(address.toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return new Tab(context, page);
    }

    private Tab(BrowserContext context, Page page) {
        this.context = context;
        this.page = page;
        console = new Console(page);
        page.onWebSocket(socket -> connections.incrementAndGet());
    }

    private static Page newPage(BrowserContext context) {
        context.setDefaultTimeout(PATIENCE_MS);
        return context.newPage();
    }

    /** The same page in another tab, which begins with what this one has in its session storage. */
    Tab duplicate() {
        return new Tab(context, context.waitForPage(() -> page.evaluate("() => void window.open(location.href)")));
    }

    Ladder ladder() {
        return new Ladder(page);
    }

    Tab join(String name) {
        tryToJoin(name).awaitCall();
        return this;
    }

    Tab tryToJoin(String name) {
        page.getByLabel("Your name").fill(name);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ENTER))
                .click();
        return this;
    }

    void awaitCall() {
        assertThat(page.locator(".stage")).isVisible();
    }

    void reload() {
        page.reload();
        awaitCall();
    }

    /** From now on the page remembers who comes and goes. */
    void countComings() {
        page.evaluate(COUNT_COMINGS);
    }

    /** What has been told since of people who came and went. */
    List<?> comings() {
        return (List<?>) page.evaluate("() => globalThis.comings");
    }

    /** Another view is opened; the room goes on. */
    void look(String view) {
        page.evaluate("view => { location.hash = `#/${view}`; }", view);
        assertThat(wayBack()).isVisible();
    }

    void goBack() {
        wayBack().click();
        awaitCall();
    }

    void awaitWayBack() {
        assertThat(wayBack()).isVisible();
    }

    private Locator wayBack() {
        return page.getByRole(AriaRole.LINK, named("Back to the room"));
    }

    void resize(int width, int height) {
        page.setViewportSize(width, height);
    }

    Boxes boxes() {
        return new Boxes(page);
    }

    /** So many others come in who send nothing. They stay as long as this page. */
    void crowd(String room, int others) {
        page.evaluate(CROWD, List.of(room, others));
    }

    void awaitTileCount(int count) {
        assertThat(page.locator(".grid .tile")).hasCount(count);
    }

    /** Without scrolling. */
    void awaitInSight(String name) {
        page.waitForCondition(() -> (boolean) tile(name).evaluate(IN_SIGHT));
    }

    void awaitVideoOf(String name) {
        page.waitForCondition(() -> decodedFrames().getOrDefault(name, 0) > 3);
    }

    /** What is sent to each of the others is limited like that. */
    void awaitLimits(Map<String, String> expected) {
        page.waitForCondition(() -> expected.equals(page.evaluate(LIMITS)));
    }

    /** What goes to everybody has its limits. */
    void awaitAllLimited(int others) {
        page.waitForCondition(() -> {
            Map<?, ?> limits = (Map<?, ?>) page.evaluate(LIMITS);
            return limits.size() == others
                    && limits.values().stream()
                            .noneMatch(limit -> String.valueOf(limit).contains("undefined"));
        });
    }

    /** What the page sends for so long, on average. */
    Outgoing outgoing(int seconds) {
        return Outgoing.of((Map<?, ?>) page.evaluate(OUTGOING, seconds));
    }

    /** Whether one's camera goes to each of the others. */
    void awaitSending(Map<String, Boolean> expected) {
        page.waitForCondition(() -> expected.equals(page.evaluate(SENDING)));
    }

    /** The page is in the background, or comes back. */
    void hide(boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    void awaitOneLarge() {
        assertThat(page.locator(".screens .tile")).hasCount(1);
    }

    /** What messages lead to. */
    List<?> links() {
        return page.locator("[role=log] a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
    }

    /** What the page keeps in memory, once there is no garbage: nodes of the document and listeners. */
    Map<String, Integer> kept() {
        JsonObject counters = memory().send("Memory.getDOMCounters");
        return Map.of(
                "nodes", counters.get("nodes").getAsInt(),
                "listeners", counters.get("jsEventListeners").getAsInt());
    }

    private CDPSession memory() {
        if (memory == null) {
            memory = context.newCDPSession(page);
            memory.send("HeapProfiler.enable");
        }
        memory.send("HeapProfiler.collectGarbage");
        return memory;
    }

    /** It keeps no more than that, sooner or later: the browser lets go of streams and connections by and by. */
    void awaitKeptAtMost(int nodes, int listeners) {
        page.waitForCondition(() -> {
            Map<String, Integer> now = kept();
            return now.get("nodes") <= nodes && now.get("listeners") <= listeners;
        });
    }

    /** The device is allowed from now on. */
    void allowDevices() {
        page.evaluate("() => globalThis.allowDevices()");
    }

    void awaitNoNavigation() {
        assertThat(page.getByRole(AriaRole.NAVIGATION)).isHidden();
    }

    /** Which roles may be chosen. */
    void awaitRoles(String... roles) {
        assertThat(page.locator("select[name=role] option:not([disabled])")).hasText(roles);
    }

    /** Of two people, the other is seen whole and large, and oneself small beside. */
    void awaitPair() {
        page.waitForCondition(() -> isPair(pictures()));
    }

    private static boolean isPair(List<Map<String, Object>> pictures) {
        Map<String, Object> self = pictures.getFirst();
        Map<String, Object> other = pictures.getLast();
        return pictures.size() == 2 && "contain".equals(other.get("fit")) && width(other) > 2.5 * width(self);
    }

    private static double width(Map<String, Object> picture) {
        return ((Number) picture.get("width")).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> pictures() {
        return (List<Map<String, Object>>) page.evaluate(PICTURES);
    }

    /** Which part of the window's height the shared screen has. */
    private double shareOfScreen() {
        return ((Number) page.evaluate(
                        "() => document.querySelector('.screens .tile').getBoundingClientRect().height / innerHeight"))
                .doubleValue();
    }

    void awaitShareOfScreen(double least) {
        page.waitForCondition(() -> shareOfScreen() >= least);
    }

    /** Nothing is said in passing any more. */
    void awaitSilence() {
        assertThat(page.locator("#toast")).isEmpty();
    }

    /** The browser tells the page of its network, as it does when it goes and comes. */
    void tellOfNetwork(String event) {
        page.evaluate("event => void dispatchEvent(new Event(event))", event);
    }

    void awaitBanner(String text) {
        assertThat(page.locator(".outage")).containsText(text);
    }

    void awaitNoBanner() {
        assertThat(page.locator(".outage")).isHidden();
    }

    /** Files that match are not to be had. */
    void lose(String glob) {
        console.expectOutage();
        page.route(glob, Route::abort);
    }

    void open(String view) {
        page.evaluate("view => { location.hash = `#/${view}`; }", view);
    }

    void awaitHeading(String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text)))
                .isVisible();
    }

    /** Closes the tab as a person does who thinks better of it when asked; tells what kind of question that was. */
    String tryToClose() {
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onDialog(dialog -> {
            asked.add(dialog.type());
            dialog.dismiss();
        });
        page.close(new Page.CloseOptions().setRunBeforeUnload(true));
        page.waitForCondition(() -> !asked.isEmpty());
        return asked.getFirst();
    }

    void leave() {
        page.getByRole(AriaRole.BUTTON, named("Leave")).click();
        assertThat(page.getByLabel("Your name")).isVisible();
    }

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).click();
    }

    void pressKey(String key) {
        page.keyboard().press(key);
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    void holdKey(String key) {
        page.keyboard().down(key);
    }

    void releaseKey(String key) {
        page.keyboard().up(key);
    }

    /** As it would look in the view that is open. */
    String displayOf(String element, String type) {
        return (String) page.evaluate(DISPLAY, List.of(element, type));
    }

    void awaitButton(String name, boolean pressed) {
        assertThat(page.getByRole(AriaRole.BUTTON, named(name).setPressed(pressed)))
                .isVisible();
    }

    void fill(String label, String text) {
        page.getByLabel(label).fill(text);
    }

    void awaitText(String text) {
        assertThat(page.getByText(text).first()).isVisible();
    }

    void write(String text) {
        openChat();
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(text);
        page.keyboard().press("Enter");
    }

    /** The small number on the button of what is closed. */
    void awaitCount(String button, String text) {
        assertThat(page.getByRole(AriaRole.BUTTON, named(button)).locator(".count"))
                .hasText(text);
    }

    private void openChat() {
        Locator chat = page.getByRole(AriaRole.BUTTON, named("Chat"));
        if ("false".equals(chat.getAttribute("aria-expanded"))) {
            chat.click();
        }
    }

    void awaitMessage(String author, String text) {
        openChat();
        assertThat(page.getByRole(AriaRole.LOG).getByRole(AriaRole.LISTITEM).last())
                .hasText(Chats.message(author, text));
    }

    void awaitMessageCount(int count) {
        assertThat(page.getByRole(AriaRole.LOG).getByRole(AriaRole.LISTITEM)).hasCount(count);
    }

    void awaitTiles(String... names) {
        assertThat(page.locator(".grid figcaption .name")).hasText(names);
    }

    void awaitScreens(String... names) {
        assertThat(page.locator(".screens figcaption .name")).hasText(names);
    }

    /** Sees that what is on a shared screen comes, more and more of it. */
    void awaitScreenFlows() {
        page.waitForFunction("() => (" + SCREEN_FRAMES + ")()[0] > 3");
        Object before = page.evaluate(SCREEN_FRAMES);
        page.waitForFunction("(before) => (" + SCREEN_FRAMES + ")()[0] > before[0] + 3", before);
    }

    void awaitTileState(String name, String state) {
        assertThat(tile(name).locator(".state")).hasText(state);
    }

    void awaitHand(String name, boolean isUp) {
        assertThat(tile(name).getByLabel("Hand raised"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setVisible(isUp));
    }

    /** The picture that belongs to a tile says how good the connection is. */
    void awaitQuality(String name, String rating) {
        assertThat(tile(name)
                        .getByRole(
                                AriaRole.BUTTON,
                                new Locator.GetByRoleOptions().setName("Connection to " + name + ": " + rating)))
                .isVisible();
    }

    /** What one can do with somebody's picture, once one points at it. */
    void awaitButtonIn(String name, String button) {
        tile(name).hover();
        assertThat(tile(name).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)))
                .isVisible();
    }

    void awaitSpeaking(String name) {
        assertThat(tile(name).getByLabel("speaking")).isVisible();
    }

    private Locator tile(String name) {
        return page.getByRole(AriaRole.FIGURE).filter(new Locator.FilterOptions().setHasText(name));
    }

    void awaitStatus(String text) {
        assertThat(saying(AriaRole.STATUS, text)).isVisible();
    }

    /** What follows the service's address. */
    String linkForGuests() {
        press("Invite");
        page.getByRole(AriaRole.BUTTON, named("Link for guests").setExact(true)).click();
        assertThat(page.getByLabel("Link")).hasValue(Pattern.compile(".*invitation=.*"));
        return "/#" + URI.create(page.getByLabel("Link").inputValue()).getRawFragment();
    }

    /** Of what is urgent. */
    void awaitAlarm(String text) {
        assertThat(saying(AriaRole.ALERT, text)).isVisible();
    }

    void awaitLocked() {
        assertThat(page.getByText("Locked", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    void awaitNobodyWaiting() {
        assertThat(page.locator(".waiting")).isHidden();
    }

    void awaitNoButton(String name) {
        assertThat(page.getByRole(AriaRole.BUTTON, named(name))).isHidden();
    }

    void awaitPeopleCount(String text) {
        assertThat(page.locator(".count-of-people")).hasText(text);
    }

    void awaitRefusal(String text) {
        assertThat(saying(AriaRole.ALERT, text)).isVisible();
    }

    /** What is said may be said in passing, too. */
    private Locator saying(AriaRole role, String text) {
        return page.getByRole(role)
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    /** What axe-core finds, a line each. */
    List<String> violations() {
        return Axe.violations(page);
    }

    /** Sees that the video of everybody here is decoded, and goes on being: more frames of each, three times, a second apart or more. */
    void awaitVideoFrom(int others) {
        awaitVideoFrom(others, FLOWS_FOR_SECONDS);
    }

    /** The same for so many seconds. */
    void awaitVideoFrom(int others, int seconds) {
        Map<String, Integer> before = awaitFrames(others, Map.of());
        for (int second = 1; second <= seconds; second++) {
            page.waitForTimeout(1000);
            Map<String, Integer> after = awaitFrames(others, before);
            assertEquals(before.keySet(), after.keySet());
            before = after;
        }
    }

    /** Until of each video more frames are decoded than before: a busy machine shows none for a second. */
    private Map<String, Integer> awaitFrames(int others, Map<String, Integer> before) {
        double deadline = System.nanoTime() + PATIENCE_MS * 1e6;
        Map<String, Integer> frames = decodedFrames();
        while (!isVideoFrom(others, frames, before)) {
            Map<String, Integer> seen = frames;
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "no video from " + others + ", or one stands still: " + seen + " after " + before);
            page.waitForTimeout(100);
            frames = decodedFrames();
        }
        return frames;
    }

    private static boolean isVideoFrom(int others, Map<String, Integer> frames, Map<String, Integer> before) {
        return frames.size() == others
                && frames.entrySet().stream().allMatch(of -> of.getValue() > before.getOrDefault(of.getKey(), 0));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Integer> decodedFrames() {
        return (Map<String, Integer>) page.evaluate(DECODED_FRAMES);
    }

    void awaitPreview() {
        page.waitForFunction(
                "() => document.querySelector('.preview video')?.getVideoPlaybackQuality().totalVideoFrames > 3");
    }

    void awaitLevel() {
        assertThat(page.getByRole(AriaRole.METER)).not().hasAttribute("aria-valuenow", "0");
    }

    void choose(String list, String option) {
        page.getByRole(AriaRole.COMBOBOX, named(list)).selectOption(new SelectOption().setLabel(option));
    }

    void awaitChosen(String list, String option) {
        assertThat(page.getByRole(AriaRole.COMBOBOX, named(list)).locator("option:checked"))
                .hasText(option);
    }

    void reloadPage() {
        page.reload();
    }

    void awaitNote(String text) {
        assertThat(page.getByRole(AriaRole.NOTE)).containsText(text);
    }

    /** The way through Keycloak's own page. */
    Tab signInAndJoin(String name, String user) {
        signIn(name, user);
        awaitCall();
        return this;
    }

    void signIn(String name, String user) {
        page.getByLabel("Your name").fill(name);
        press("Sign in and join");
        page.locator("#username").fill(user);
        page.locator("#password").fill(user);
        page.locator("#kc-login").click();
    }

    void awaitSignInButton() {
        assertThat(page.getByRole(AriaRole.BUTTON, named("Sign in and join"))).isVisible();
    }

    /** An address is typed or pasted where this page's stands; only what follows the # is another. */
    void follow(String address) {
        page.evaluate("address => { location.hash = address.slice(1); }", address);
        page.waitForFunction("() => performance.getEntriesByType('navigation')[0].type === 'reload'");
    }

    boolean isGuest() {
        return (boolean) page.evaluate("() => beckon.session.user.id.startsWith('guest-')");
    }

    String address() {
        return page.url();
    }

    /** Lets the page go on by itself. */
    void watch(Duration time) {
        page.waitForTimeout(time.toMillis());
    }

    /** The next request to such an address is answered like this, by nobody that it was meant for. */
    void answerOnce(String glob, int status, Map<String, String> headers) {
        page.route(
                glob,
                route -> route.fulfill(
                        new Route.FulfillOptions().setStatus(status).setHeaders(headers)),
                new Page.RouteOptions().setTimes(1));
    }

    /** How often it has opened a WebSocket. */
    int connections() {
        return connections.get();
    }

    /** From now on, what the browser itself writes about a service that it cannot reach is no error. */
    void expectOutage() {
        console.expectOutage();
    }

    /** What the browser writes of answers with such a status is no error. */
    void expectStatus(int status) {
        console.expect("status of " + status);
    }

    List<String> errors() {
        return console.errors();
    }

    void close() {
        context.close();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
