package io.beckon.web;

import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("browsers")
class ReconnectIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aReloadedPageGoesOnWithTheCall() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.awaitTiles("Ada (you)", "Grace");

        grace.reload();

        grace.awaitVideoFrom(1);
        ada.awaitVideoFrom(1);
        ada.awaitTiles("Ada (you)", "Grace");
    }

    @Test
    void aCallOutlivesItsSignalingConnections() {
        Tab ada = tabs.join("Ada", room);
        Tab grace = tabs.join("Grace", room);
        ada.awaitVideoFrom(1);

        tabs.cutConnections();

        grace.write("Still there?");
        ada.awaitMessage("Grace", "Still there?");
        ada.awaitTiles("Ada (you)", "Grace");
        ada.awaitVideoFrom(1);
        grace.awaitVideoFrom(1);
    }

    @Test
    void whoComesWhileOneIsCutOffIsSeen() {
        Tab ada = tabs.join("Ada", room);

        tabs.cutConnections();
        Tab grace = tabs.join("Grace", room);

        ada.awaitVideoFrom(1);
        grace.awaitVideoFrom(1);
    }
}
