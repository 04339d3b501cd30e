package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.audit.AuditRecord;
import io.beckon.cluster.Await;
import io.beckon.cluster.SharedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.FileLogInputStream;
import org.apache.kafka.common.record.FileRecords;
import org.junit.jupiter.api.Test;

/** Foreign consumers read the audit topic, and not all of them know LZ4: what the broker keeps is compressed with gzip. */
class AuditCompressionIT {

    @Test
    void everyClientCanReadTheAuditTopic() {
        try (OwnTopics topics = OwnTopics.onSharedBroker()) {
            topics.prepare();
            String name = topics.needs.names().audit();
            try (AuditTopic audit = new AuditTopic(topics.client, name, () -> "instance")) {
                for (int i = 0; i < 50; i++) {
                    audit.add(new AuditRecord.Administered(
                            Instant.EPOCH,
                            "default",
                            "room-" + i,
                            "issuer",
                            "root",
                            "lock",
                            null,
                            "because ".repeat(20)));
                }
                Await.until(
                        Duration.ofSeconds(30),
                        () -> audit.figures().appended() == 50,
                        () -> "appended: " + audit.figures().appended());
            }
            assertEquals(Set.of(CompressionType.GZIP), compressions(name));
        }
    }

    private static Set<CompressionType> compressions(String topic) {
        Set<CompressionType> found = new HashSet<>();
        for (Path segment : SharedBroker.cluster().segments(topic)) {
            try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
                for (FileLogInputStream.FileChannelRecordBatch batch : records.batches()) {
                    found.add(batch.compressionType());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }
}
