package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** An administrator looks on and acts, while others are in rooms and calls. */
@Thorough
@Isolated("browsers")
class AdminPageIT {

    private static final int CROWD = 2000;

    private static final int EACH = 50;

    /** Many people, each in many rooms. */
    private static final String JOIN_MANY = """
            async ([prefix, count, each]) => {
              const { Signaling } = await import("/client/beckon.js");
              const connect = async (user) => {
                const response = await fetch("/development/token", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user, name: user, roles: [] }) });
                const { access_token: token } = await response.json();
                const signaling = new Signaling({ token: () => token });
                await signaling.connect();
                return signaling;
              };
              const names = Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, "0")}`);
              globalThis.crowd = await Promise.all(Array.from({ length: count / each }, (_, index) => connect(`${prefix}-${index}`)));
              await Promise.all(names.map((room, index) => crowd[Math.floor(index / each)].join(room)));
            }""";

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.limits.rooms-per-connection", Integer.toString(EACH));

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final String room = ServerUnderTest.freshRoom();
    private final List<AdminPage> open = new ArrayList<>();
    private String wanted = "";

    private AdminPage administrator(String hash) {
        return open(scripts.chromium().newContext(), hash);
    }

    private AdminPage open(BrowserContext context, String hash) {
        AdminPage page = new AdminPage(context, scripts.link().url(), "Root", hash);
        open.add(page);
        return page;
    }

    private Tab join(String name) {
        return tabs.openWithoutDevices("/#" + room).join(name);
    }

    @AfterEach
    void close() {
        open.forEach(page -> page.close(wanted));
    }

    @Test
    void roomsSessionsAndCallsAreSeenAsTheyComeAndGo() {
        wanted = "404";
        String bob = "bob-" + UUID.randomUUID();
        AdminPage root = administrator("#/rooms?q=" + room);
        root.awaitLive();
        root.awaitText("No room matches");

        Tab ada = join("Ada");
        root.awaitRow(room, "mesh", "1 participant", "Open");
        Phone alice = Phone.of("alice-" + UUID.randomUUID(), scripts, scripts.link());
        Phone phone = Phone.of(bob, scripts, scripts.link());
        root.go("Sessions");
        root.search(bob);
        root.awaitRow(bob, "json");
        root.go("Calls");
        root.search(bob);
        alice.dial(bob);
        root.awaitRow(bob, "ringing");
        phone.accept();
        root.awaitRow(bob, "accepted", "call:");
        root.follow("call:");
        root.awaitText("2 participants");
        alice.hangUp();
        root.awaitText("This room is over");

        root.open("#/rooms?q=" + room);
        root.awaitRow(room, "1 participant");
        ada.close();
        root.awaitNoRow(room);
        root.go("Nodes");
        root.awaitText("Ready");
    }

    @Test
    void listsAreSortedAndFilteredAndAUserHasAPage() {
        wanted = "404";
        Tab grace = join("Grace");
        join("Ada");
        String show = room + "-show";
        tabs.openWithoutDevices("/?pattern=broadcast&role=host&room=" + show).join("Edsger");
        AdminPage root = administrator("#/rooms?q=" + room);
        root.awaitRows(2);

        root.arrange("sort", "People");
        root.awaitFirstRow(show);
        root.arrange("sort", "-People");
        root.awaitFirstRow("2 participants");
        root.awaitHash("sort=-People");
        root.arrange("pattern", "broadcast");
        root.awaitRows(1);
        root.awaitRow(show, "1 host");
        root.awaitText("2 rooms found, 1 of them shown");
        root.assertAccessible();

        root.open("#/rooms/" + room);
        root.follow("Grace (grace)");
        root.awaitHash("#/users/grace");
        root.awaitText("1 session");
        root.awaitRow(room);
        root.act("Disconnect", "Disconnect", "too loud");
        root.awaitText("Not connected");
        root.awaitText("In no room.");
        grace.awaitRefusal("An administrator disconnected you: “too loud”.");
    }

    @Test
    void aCallIsEndedForAllWhoAreInIt() {
        String caller = "alice-" + UUID.randomUUID();
        String bob = "bob-" + UUID.randomUUID();
        Phone alice = Phone.of(caller, scripts, scripts.link());
        Phone phone = Phone.of(bob, scripts, scripts.link());
        AdminPage root = administrator("#/calls?q=" + bob);
        alice.dial(bob);
        root.awaitRow(bob, "ringing");
        phone.accept();
        root.awaitRow(bob, "accepted");
        root.assertAccessible();

        root.press("End the call of " + caller);
        root.fill("Reason", "test");
        root.confirm("End the call");
        root.awaitDone("The call was ended.");
        alice.awaitEnd(1, "ended");
        phone.awaitEnd(1, "ended");
        root.awaitText("No call matches");
    }

    @Test
    void aRoomShowsWhatEachPairNegotiatesAndHowLongItIsThere() {
        Tab ada = tabs.join("Ada", room);
        tabs.join("Grace", room);
        ada.tiles().awaitNames("Ada (you)", "Grace");
        AdminPage root = administrator("#/rooms/" + room);
        root.awaitRow(" – ", "main", "connected");
        root.awaitText("Opened");
        root.awaitText("in memory");
        root.assertAccessible();

        root.open("#/nodes");
        root.awaitText("CPU");
        root.awaitText("/s");
        root.awaitTitle("Nodes – Beckon console");
        root.assertAccessible();
        root.go("To the web app", "Video calls in your browser, on your own server.");
    }

    /** Before anything of the page has been loaded but its document and its style. */
    @Test
    void somethingIsThereFromTheBeginning() {
        BrowserContext context = scripts.chromium().newContext();
        context.route("**/*.js", Route::abort);
        AdminPage root = open(context, "");
        wanted = "net::ERR";

        root.awaitText("Loading…");
        root.awaitTitle("Beckon console");
    }

    @Test
    void whatHappenedInARoomIsChosenByWhoAndWhat() {
        Tab ada = join("Ada");
        join("Grace");
        join("Edsger");
        ada.tiles().awaitNames("Ada (you)", "Grace", "Edsger");
        AdminPage root = administrator("#/rooms/" + room);
        root.awaitText("Edsger");
        Ladder ladder = root.ladder();
        ladder.choose("What", "room");
        ladder.awaitLanes("Room", "Ada", "Grace", "Edsger");
        ladder.choose("Who", "Grace");
        ladder.awaitLanes("Room", "Grace");
        root.assertAccessible();
    }

    @Test
    void whatIsDoneToARoomTakesEffectWithinASecond() {
        Tab ada = join("Ada");
        Tab grace = join("Grace");
        wanted = "404";
        AdminPage root = administrator("#/rooms/" + room);
        root.awaitRow("Grace (grace)", "Connected");
        root.awaitText("peer-joined");
        List<Double> seconds = new ArrayList<>();

        root.press("Message");
        root.fill("Message", "Maintenance at noon");
        root.fill("Reason", "announced");
        root.confirm("Send");
        seconds.add(until(() -> ada.awaitStatus("Maintenance at noon")));
        root.awaitDone("The message was sent to " + room + ".");

        root.act("Lock", "Lock", "too many");
        seconds.add(until(() -> grace.awaitStatus("The room is locked")));
        seconds.add(until(() -> root.awaitText("Locked")));
        root.act("Unlock", "Unlock", "enough room again");
        seconds.add(until(() -> grace.awaitStatus("The room is open again")));

        root.act("Remove Grace (grace)", "Remove", "too loud");
        seconds.add(until(() -> grace.awaitRefusal("You were removed from the room: “too loud”.")));
        seconds.add(until(() -> root.awaitNoRow("Grace (grace)")));

        root.act("Close the room", "Close the room", "over");
        seconds.add(until(() -> ada.awaitRefusal("The room was closed.")));
        seconds.add(until(() -> root.awaitText("This room is over")));

        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf("an administrator's actions take effect after %s s%n", seconds);
        assertTrue(sorted.get(sorted.size() / 2) < 1, sorted::toString);
    }

    private static double until(Runnable wait) {
        long start = System.nanoTime();
        wait.run();
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void whoIsDisconnectedIsToldSoAndGoneFromTheList() {
        Tab grace = join("Grace");
        AdminPage root = administrator("#/sessions?q=" + room);
        root.awaitRow("Grace", room);

        root.act("Disconnect Grace (grace)", "Disconnect", "lost device");

        grace.awaitRefusal("An administrator disconnected you: “lost device”.");
        root.awaitDone("Grace (grace) was disconnected.");
        root.awaitNoRow(room);
        root.awaitText("No session matches");
    }

    @Test
    void nothingIsSentWithoutAReasonAndWhatIsRefusedCanBeTriedAgain() {
        join("Ada");
        wanted = "409";
        AdminPage root = administrator("#/rooms/" + room);
        root.awaitRow("Ada", "Connected");

        root.press("Lock");
        root.confirm("Lock");
        root.awaitObjection("a reason is needed");
        root.fill("Reason", "x".repeat(257));
        root.confirm("Lock");
        root.awaitObjection("At most 256 characters; this has 257.");
        root.assertAccessible();
        assertEquals(List.of(), root.orders());

        root.refuseOrders("the log is busy");
        root.fill("Reason", "test");
        root.confirm("Lock");
        root.awaitObjection("Not done. The log is busy.");
        root.refuseOrdersNoLonger();
        root.confirm("Lock");
        root.awaitDialog(false);
        root.awaitText("Locked");
        assertEquals(2, root.orders().size());
    }

    @Test
    void aRoomIsLockedByKeyboardAlone() {
        join("Ada");
        AdminPage root = administrator("#/rooms?q=" + room);
        root.awaitRow(room, "Open");

        root.tabTo(room);
        root.pressKeys("Enter");
        root.awaitRow("Ada", "Connected");
        root.awaitFocus(room);
        root.assertAccessible();
        root.tabTo("Lock");
        root.pressKeys("Enter", "Escape");
        root.awaitDialog(false);
        root.awaitFocus("Lock");
        root.pressKeys("Enter");
        root.type("by keyboard");
        root.pressKeys("Enter");
        root.awaitDialog(false);
        root.awaitFocus("Unlock");
        root.awaitText("Locked");
    }

    @Test
    void manyRoomsAreListedAndFoundAndScrolled() {
        ScriptPage crowd = scripts.open("", "");
        AdminPage root = administrator("#/rooms");
        root.awaitLive();
        String prefix = "crowd-" + UUID.randomUUID();
        crowd.evaluate(JOIN_MANY, List.of(prefix, CROWD, EACH));

        String loud = prefix.toUpperCase(Locale.ROOT);
        root.search(loud);
        root.awaitText("2,000 rooms found");
        root.awaitHash("#/rooms?q=" + loud);
        root.awaitRow(prefix + "-0000");
        while (!Boolean.TRUE.equals(root.evaluate(
                "() => { const view = document.getElementById('view'); view.scrollTo(0, view.scrollHeight);"
                        + " return document.querySelector('.more').hidden; }"))) {
            root.await("() => true");
        }
        root.awaitRow(prefix + "-1999");
        int rows = ((Number) root.evaluate("() => document.querySelectorAll('tbody tr').length")).intValue();
        assertTrue(rows < 600, () -> rows + " rows are in the document");

        root.search(prefix + "-1234");
        root.awaitRows(1);
        root.awaitRow(prefix + "-1234", "1 participant");
    }

    @Test
    void whoHasNotTheRightIsToldSo() {
        wanted = "403";
        BrowserContext context = scripts.chromium().newContext();
        context.route(
                "**/development/token",
                route -> route.resume(new Route.ResumeOptions()
                        .setPostData("{\"user\":\"root\",\"name\":\"Root\",\"roles\":[\"moderator\"]}")));
        AdminPage root = open(context, "#/rooms");

        root.awaitText("You may not administer this service");
        root.assertAccessible();
        root.press("Sign in as somebody else");
        root.awaitDialog(true);
        root.fill("Your name", "Boss");
        context.unrouteAll();
        root.confirm("Continue");
        root.awaitLive();
    }
}
