package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.SharedBroker;
import io.beckon.kafka.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a call leaves on the brokers' disks is what the sizing of docs/operations.md says. */
@Thorough
class LogBytesIT {

    private static final int CALLS = 20;
    private static final int CANDIDATES = 8;

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest node = cluster.node();

    @Test
    void aCallLeavesAsMuchAsTheSizingSays() throws Exception {
        TopicNames topics = new TopicNames(cluster.prefix());
        String offer = Files.readString(Path.of("src", "benchmark", "resources", "offer.sdp"))
                .replace("\n", "\r\n");
        assertEquals(1_800, offer.length(), 200, "a browser's, of audio, video and data");
        settle(call(offer));
        long records = bytes(topics.events());
        long facts = bytes(topics.audit());

        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            clients.addAll(call(offer));
        }
        settle(clients);

        long recordsOfACall = (bytes(topics.events()) - records) / CALLS;
        long factsOfACall = (bytes(topics.audit()) - facts) / CALLS;
        assertAll(
                () -> agree("the log of rooms", 0.85, 1.15, recordsOfACall),
                // Less the more calls share a transaction, a batch and a seal; more the longer a call takes.
                () -> agree("the audit trail", 0.5, 3, factsOfACall));
    }

    private static List<WireClient> call(String offer) {
        WireClient first = node.connect(Encoding.JSON);
        WireClient second = node.connect(Encoding.JSON);
        Pair pair = Pair.join(first, second);
        pair.offered(offer);
        first.ack(Frames.answer(offer.replace("a=setup:actpass", "a=setup:active"), "to", second.peer()));
        second.await("answer");
        for (int i = 0; i < CANDIDATES; i++) {
            first.ack(Frames.candidate(Frames.hostCandidate("EsAw", 50_000 + i), "to", second.peer()));
            second.ack(Frames.candidate(Frames.hostCandidate("EsAw", 51_000 + i), "to", first.peer()));
        }
        for (WireClient each : List.of(first, second)) {
            each.expect("left", Frames.frame("leave", "room", pair.room()));
            each.close();
        }
        return List.of(first, second);
    }

    /** Returns once auditors can read of all that they did. */
    private static void settle(List<WireClient> clients) {
        try (AuditReader audit = cluster.audit()) {
            for (WireClient client : clients) {
                audit.await("participant.left", client.session());
                audit.await("session.ended", client.session());
            }
        }
    }

    /** Of all segments of all partitions, on one broker. */
    private static long bytes(String topic) throws Exception {
        try (Admin admin = SharedBroker.cluster().admin()) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }

    /** @param least which share of what is documented it must be at least; it may be 15 % more */
    private static void agree(String what, double least, double most, long measured) throws IOException {
        Matcher documented = Pattern.compile("\\| " + what + "[^|]*\\| ([0-9.]+) KiB")
                .matcher(Files.readString(Path.of("docs", "operations.md")));
        assertTrue(documented.find(), () -> "docs/operations.md says nothing of " + what + ": " + measured);
        double bytes = Double.parseDouble(documented.group(1)) * 1024;
        assertTrue(
                measured >= least * bytes && measured <= most * bytes,
                () -> what + ": " + measured + " bytes, documented are " + bytes);
    }
}
