package io.beckon.web;

import io.beckon.Thorough;
import io.beckon.wire.Clustered;
import io.beckon.wire.ServerProcess;
import io.beckon.wire.ServerUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Browsers at several nodes that share their rooms over Kafka. */
@Thorough
@Isolated("browsers")
class ClusterIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = cluster.node();

    @RegisterExtension
    static final Scripts scripts = new Scripts(first);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aCallOutlivesANodeThatIsKilledInMidNegotiation() {
        Outage outage = new Outage(scripts, 6);
        try (ServerProcess dying = cluster.process("ClusterIT-dying")) {
            Link link = scripts.link(dying.url());
            CallPage ada = CallPage.open(scripts, scripts.link(), room, "ada");
            CallPage grace = CallPage.open(scripts, link, room, "grace");
            outage.inMidNegotiation(ada, grace, () -> dying.kill(), () -> link.lead(first.url()));
        }
    }

    @Test
    void devicesRingOnAllNodesAndTheFirstAnswerWins() {
        try (ServerProcess second = cluster.process("ClusterIT-second")) {
            Link link = scripts.link(second.url());
            new Ringing(scripts, link, scripts.link()).theFirstAnswerWinsAndTheOtherStops("two nodes on Kafka");
        }
    }
}
