package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.cluster.KafkaCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A realm signs somebody out while the brokers do not answer. */
@Thorough
class SignOutOutageIT {

    private static final HandMadeRealm realm = new HandMadeRealm();
    private static final KafkaCluster kafka = KafkaCluster.start("sign-out", 1);
    private static final Clustered cluster = new Clustered(kafka.bootstrapServers());

    @RegisterExtension
    static final ServerUnderTest node = node();

    @RegisterExtension
    static final ServerUnderTest other = node();

    private static ServerUnderTest node() {
        return cluster.node("quarkus.oidc.auth-server-url", realm.issuer(), "quarkus.oidc.client-id", "beckon");
    }

    @AfterAll
    static void end() {
        kafka.close();
    }

    @Test
    void countsThereAtOnceAndElsewhereAfterwards() {
        WireClient here = node.connectWith(realm.token("sid", "sign-in-1"));
        WireClient there = other.connectWith(realm.token("sid", "sign-in-1"));

        kafka.broker(1).pause();
        assertEquals(503, BackChannel.post(node, realm.logoutToken("sid", "sign-in-1")), "not every node knows yet");
        assertEquals(4002, here.closed());
        there.barrier();

        kafka.broker(1).unpause();
        assertEquals(4002, there.closed(Duration.ofSeconds(60)));
    }
}
