package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.audit.AuditRecord;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What waits while the brokers are away. */
class AuditTopicTest {

    private static final int DENIALS = 5_000;

    @Test
    void denialsLeaveRoomForWhatAdministratorsDo() {
        Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1");
        try (AuditTopic topic = new AuditTopic(nobody, "audit", () -> "instance")) {
            for (int i = 0; i < DENIALS + 100; i++) {
                topic.add(new AuditRecord.Denied(
                        Instant.EPOCH, new RoomKey("t", "r"), "i", "u", "s", Right.HOST, "to do it"));
            }
            long dropped = topic.figures().appendFailures();
            for (int i = 0; i < 1000; i++) {
                topic.add(new AuditRecord.Administered(Instant.EPOCH, "t", "r", "i", "root", "lock", null, "because"));
            }
            assertEquals(dropped, topic.figures().appendFailures());
            assertEquals(true, dropped >= 100 && dropped < DENIALS, () -> dropped + " dropped");
        }
    }
}
