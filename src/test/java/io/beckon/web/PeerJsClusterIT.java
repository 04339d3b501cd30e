package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.Clustered;
import io.beckon.wire.ServerProcess;
import io.beckon.wire.ServerUnderTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** PeerJS as npm has it, in Chromium, against two nodes that share their rooms over Kafka. */
@Thorough
@Isolated("browsers")
class PeerJsClusterIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = cluster.node();

    @RegisterExtension
    static final Scripts scripts = new Scripts(first);

    private final String alice = "alice-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();

    @Test
    void aCallGoesOnWhenTheNodeIsKilledBetweenOfferAndAnswer() {
        try (ServerProcess dying = cluster.process("PeerJsClusterIT-dying")) {
            Link link = scripts.link(dying.url());
            PeerJsPage a = PeerJsPage.open(scripts, link, alice, "a");
            PeerJsPage b = PeerJsPage.open(scripts, scripts.link(), bob, "b");
            a.run("connect('" + bob + "')");
            b.awaitHeard("hello from " + alice);
            a.awaitHeard("re: hello from " + alice);

            a.prepare();
            b.prepare();
            a.run("dial('" + bob + "')");
            b.awaitRinging();
            scripts.expectOutage();
            a.run("comeBackWhenever()");
            dying.kill();
            b.run("answer()");
            b.script().watch(1500);
            link.lead(first.url());

            a.awaitOpen();
            a.awaitPictures();
            b.awaitPictures();
            b.run("connect('" + alice + "')");
            a.awaitHeard("hello from " + bob);
            PeerJsPage.open(scripts, scripts.link(), alice, "another").awaitError("unavailable-id");
        }
    }
}
