package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

@Thorough
@Isolated("browsers")
class BroadcastIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void fiveViewersSeeTheHostAndNotEachOther() {
        Tab host = join("Ada", "host");
        host.awaitPeopleCount("0 watching");
        List<Tab> viewers = Stream.of("Grace", "Edsger", "Barbara", "Donald", "Frances")
                .map(name -> join(name, "viewer"))
                .toList();

        for (Tab viewer : viewers) {
            viewer.media().awaitVideoFrom(1);
            viewer.tiles().awaitNames("Ada");
        }
        host.awaitPeopleCount("5 watching");
        host.tiles().awaitNames("Ada (you)");

        viewers.getLast().leave();

        host.awaitPeopleCount("4 watching");
    }

    @Test
    void whatAViewerWritesReachesTheHostsOnly() {
        Tab ada = join("Ada", "host");
        Tab alan = join("Alan", "host");
        Tab grace = join("Grace", "viewer");
        Tab edsger = join("Edsger", "viewer");
        edsger.tiles().awaitNames("Ada", "Alan");

        grace.press("Raise hand");
        grace.chat().write("A question");
        ada.chat().awaitMessage("Grace", "A question");
        alan.chat().awaitMessage("Grace", "A question");
        ada.awaitCount("People", "1 hand raised");

        ada.chat().write("An answer");
        edsger.chat().awaitMessage("Ada", "An answer");
        edsger.chat().awaitCount(1);
    }

    @Test
    void aViewerWhoIsEarlySeesTheHostWhoComes() {
        Tab viewer = join("Grace", "viewer");
        viewer.awaitStatus("Waiting for the host");
        viewer.awaitPeopleCount("");

        join("Ada", "host");

        viewer.media().awaitVideoFrom(1);
        viewer.awaitPeopleCount("You are watching");
        viewer.tiles().awaitButton("Ada", "Full screen");
        viewer.tiles().awaitButton("Ada", "Picture in picture");
    }

    @Test
    void aViewerWhoBecomesAHostIsSeenByTheOtherViewers() {
        Tab ada = tabs.open("/?pattern=broadcast&role=moderator&room=" + room).join("Ada");
        Tab grace = join("Grace", "viewer");
        Tab edsger = join("Edsger", "viewer");
        ada.press("People");

        ada.manage("Grace", "Host");
        grace.awaitButton("Camera", false);
        grace.press("Camera");
        edsger.media().awaitVideoOf("Grace");
        grace.awaitButton("Camera", true);

        ada.manage("Grace", "Viewer");
        grace.media().awaitNothingSent();
        grace.awaitNoButton("People");
        edsger.awaitStatus("Grace left.");
    }

    @Test
    void aHostEndsTheBroadcastForAll() {
        Tab host = join("Ada", "host");
        Tab viewer = join("Grace", "viewer");
        viewer.media().awaitVideoFrom(1);
        viewer.awaitNoButton("End the broadcast");

        host.press("End the broadcast");
        host.press("End it");

        viewer.awaitRefusal("The room was closed.");
        host.awaitRefusal("The room was closed.");
    }

    @Test
    void aMeshIsNotJoinedAsABroadcast() {
        tabs.join("Ada", room);

        tabs.open("/?pattern=broadcast&role=host&room=" + room)
                .tryToJoin("Grace")
                .awaitRefusal("You could not join");
    }

    private Tab join(String name, String role) {
        return tabs.open("/?pattern=broadcast&role=" + role + "&room=" + room).join(name);
    }
}
