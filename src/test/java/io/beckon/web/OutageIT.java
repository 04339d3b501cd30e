package io.beckon.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Calls made with the client, while the service or the network is away. */
@Thorough
@Isolated("browsers")
class OutageIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final String room = ServerUnderTest.freshRoom();
    private final Outage outage = new Outage(scripts, 20);

    @Test
    void aCallOutlivesTenSecondsWithoutTheServiceInMidNegotiation() {
        CallPage ada = open("ada");
        CallPage grace = open("grace");
        outage.inMidNegotiation(
                ada,
                grace,
                () -> scripts.link().interrupt(),
                () -> scripts.link().lead(server.url()));
    }

    @Test
    void aCallOutlivesTenSecondsWithoutANetwork() {
        assumeTrue(
                scripts.chromium().hasOwnNetwork(), "the browser has no network of its own that could be taken away");
        CallPage ada = open("ada");
        CallPage grace = open("grace");
        ada.awaitVideos(1);
        grace.awaitVideos(1);

        outage.during(
                List.of(ada, grace),
                () -> scripts.chromium().setNetworkUp(false),
                () -> scripts.chromium().setNetworkUp(true));

        ada.awaitVideos(1);
        grace.awaitVideos(1);
        outage.assertAllWasSaidOnce(ada, grace);
        ada.shareScreen();
        grace.awaitVideos(2);
    }

    private CallPage open(String user) {
        return CallPage.open(scripts, scripts.link(), room, user);
    }
}
