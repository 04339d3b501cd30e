package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
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

/** The page as a person sees it. What it awaits, it awaits for {@value #PATIENCE_MS} ms. */
final class Tab {

    static final double PATIENCE_MS = 60_000;

    private static final String COUNT_COMINGS = """
            () => {
              globalThis.comings = [];
              const [room] = beckon.session.signaling.rooms.values();
              for (const type of ["peer-joined", "peer-left"]) room.on(type, () => comings.push(type));
            }""";

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

    private static final Pattern ENTER = Pattern.compile("^(Join the .*|Watch|Start the broadcast)$");

    private final BrowserContext context;

    private final Page page;

    private final AtomicInteger connections = new AtomicInteger();

    private final Console console;

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

    Tiles tiles() {
        return new Tiles(page);
    }

    Media media() {
        return new Media(page);
    }

    Memory memory() {
        return Memory.of(page);
    }

    /** So many others come in who send nothing. They stay as long as this page. */
    void crowd(String room, int others) {
        page.evaluate(CROWD, List.of(room, others));
    }

    /** The page is in the background, or comes back. */
    void hide(boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
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

    /** The small number on the button of what is closed. */
    void awaitCount(String button, String text) {
        assertThat(page.getByRole(AriaRole.BUTTON, named(button)).locator(".count"))
                .hasText(text);
    }

    /** Opened if it is not. */
    Chat chat() {
        Locator chat = page.getByRole(AriaRole.BUTTON, named("Chat"));
        if ("false".equals(chat.getAttribute("aria-expanded"))) {
            chat.click();
        }
        return new Chat(page);
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

    /** A moderator, whose list of people is open, gives somebody another role. */
    void manage(String name, String role) {
        press("Manage " + name);
        choose("Role", role);
        press("Change role");
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

    Console console() {
        return console;
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
