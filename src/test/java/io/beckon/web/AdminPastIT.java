package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.Clustered;
import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** An administrator looks back in the console: at what happened in a room, and at audit records. */
@Thorough
@Isolated("browsers")
class AdminPastIT {

    private static final Clustered cluster = new Clustered();

    /**
     * Until it is found: a record is there soon after what it tells of. Nobody may look back twice at once, so each search waits for the
     * answer to the one before, the page's own first one too.
     */
    private static final String SEARCH = """
            async () => {
              const said = document.querySelector("main [role=status]");
              const trouble = document.querySelector("main [role=alert]");
              const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
              const button = document.querySelector("form[role=search] button");
              if (!said || !trouble || !button) return false;
              while (trouble.hidden && !said.textContent) await pause();
              const table = document.querySelector("table");
              if (trouble.hidden && table?.textContent.includes("action replay-room")) return true;
              said.textContent = "";
              trouble.hidden = true;
              button.click();
              await pause();
              return false;
            }""";

    @RegisterExtension
    static final ServerUnderTest server = cluster.node();

    @RegisterExtension
    static final ServerUnderTest alone = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final String room = ServerUnderTest.freshRoom();

    private static AdminPage open(ServerUnderTest at, String hash) {
        return new AdminPage(
                scripts.chromium().newContext(), scripts.link(at.url()).url(), "Root", hash);
    }

    @Test
    void aRoomIsReplayedAndItsAuditRecordsAreFound() {
        tabs.openWithoutDevices("/#" + room).join("Ada");
        AdminPage root = open(server, "#/rooms/" + room);
        root.awaitText("1 participant");

        root.follow("Replay from the log");
        root.awaitHash("#/replays/" + room);
        root.awaitText("The log shows nothing that went wrong.");
        root.await("() => document.querySelector('.ladder img')?.naturalWidth > 300");
        root.assertAccessible();

        root.open("#/rooms/" + room);
        root.follow("Audit records");
        root.awaitHash("#/audit?room=" + room);
        root.await(SEARCH);
        root.awaitRow("action replay-room", "administration.done", "Root", room);
        root.assertAccessible();
        root.open("#/audit?user=nobody-" + room);
        root.awaitText("None of them is like that.");
        root.close("404");
    }

    @Test
    void aNodeThatKeepsNothingSaysSo() {
        AdminPage root = open(alone, "#/replays/" + room);
        root.awaitText("The room: This service keeps no log");
        root.open("#/audit");
        root.awaitText("This service keeps no audit records");
        root.close("409");
    }
}
