package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.ServerProcess;
import io.beckon.wire.ServerUnderTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Who has lost the place in a room, because of a long sleep or a server that forgot it, is back without the application's doing. */
@Thorough
@Isolated("browsers")
class RejoinIT {

    private static final String REJOINED = "() => call.rejoined === 1 && call.reason === 'resume-expired'";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.resume-window", "2S");

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aLaptopThatSleptTooLongRejoinsByItselfAndSaysSo() {
        Link sleepy = scripts.link(server.url());
        CallPage ada = CallPage.open(scripts, scripts.link(), room, "ada");
        CallPage grace = CallPage.open(scripts, sleepy, room, "grace");
        ada.awaitVideos(1);
        scripts.expectOutage();

        sleepy.interrupt();
        ada.await("() => call.room.participants.size === 0");
        sleepy.lead(server.url());

        grace.await(REJOINED);
        ada.awaitVideos(1);
        grace.awaitVideos(1);
        grace.say();
        ada.awaitAllSaid(1);
    }

    @Test
    void thePageSaysThatItHasJoinedAgain() {
        Tab ada = tabs.join("Ada", room);
        ada.expectOutage();
        CallPage grace = CallPage.open(scripts, scripts.link(), room, "Grace");

        tabs.link().interrupt();
        grace.await("() => call.room.participants.size === 0");
        tabs.link().lead(server.url());

        ada.chat().awaitMessage("Beckon", "The connection was away for too long. You have joined again.");
        ada.tiles().awaitNames("Ada (you)", "Grace");
        ada.media().awaitVideoFrom(1);
    }

    @Test
    void aServerThatIsStartedAnewHasTheCallAgain() {
        try (ServerProcess former = ServerProcess.start("RejoinIT-former", Map.of())) {
            Link link = scripts.link(former.url());
            CallPage ada = CallPage.open(scripts, link, room, "ada");
            CallPage grace = CallPage.open(scripts, link, room, "grace");
            ada.awaitVideos(1);
            scripts.expectOutage();

            former.kill();
            try (ServerProcess later = ServerProcess.start("RejoinIT-later", Map.of())) {
                ada.awaitVideos(1);
                link.lead(later.url());

                ada.await(REJOINED);
                grace.await(REJOINED);
                ada.awaitVideos(1);
                grace.awaitVideos(1);
                ada.shareScreen();
                grace.awaitVideos(2);
            }
        }
    }
}
