package io.beckon.wire;

import static io.beckon.wire.AuditReader.data;
import static io.beckon.wire.AuditReader.isOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.cluster.KafkaCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens while the only broker is dead is told when it is there again. */
@Thorough
class AuditOutageIT {

    private static final KafkaCluster kafka = KafkaCluster.start("audit", 1);
    private static final Clustered cluster = new Clustered(kafka.bootstrapServers());

    @RegisterExtension
    static final ServerUnderTest node = cluster.node();

    @AfterAll
    static void end() {
        kafka.close();
    }

    @Test
    void nothingOfItIsLostOrHoldsAnybodyUp() {
        WireClient before = node.connect(Encoding.JSON);
        kafka.broker(1).kill();
        List<String> during = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            WireClient client = node.connect(Encoding.JSON);
            client.barrier();
            during.add(client.session());
            client.close();
        }
        before.barrier();
        kafka.broker(1).start();

        try (AuditReader audit = cluster.audit()) {
            for (String session : during) {
                audit.await("session.opened", session);
                audit.await("session.ended", session);
            }
            assertEquals(
                    1,
                    audit.until(isOf("session.ended", during.getLast())).stream()
                            .filter(isOf("session.opened", during.getLast()))
                            .count());
            assertEquals(
                    "json",
                    data(audit.await("session.opened", before.session()))
                            .path("encoding")
                            .asText());
        }
        assertEquals(0, Clustered.metric(node, "beckon_audit_lost_total"));
    }
}
