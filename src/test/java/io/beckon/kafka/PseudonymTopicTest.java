package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.Pseudonyms;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PseudonymTopicTest {

    /** It does not begin, and nobody answers where it would look for brokers. */
    @Test
    @Fills({"kafka.PseudonymTopic.MOST_KNOWN", "kafka.PseudonymTopic.MOST_WAITING"})
    void soManyUsersAreKnownAndSomeAreForgottenForFurtherOnes() {
        try (PseudonymTopic table = new PseudonymTopic(Map.of("bootstrap.servers", "127.0.0.1:1"), "topic")) {
            for (int i = 0; i < PseudonymTopic.MOST_KNOWN + 10; i++) {
                Pseudonyms.User user = new Pseudonyms.User("default", "user-" + i);
                assertEquals(table.of(user), table.of(user));
                assertTrue(table.size() <= PseudonymTopic.MOST_KNOWN);
            }
            assertEquals(PseudonymTopic.MOST_KNOWN, table.size());
            assertEquals(PseudonymTopic.MOST_WAITING, table.waiting());
            assertEquals(PseudonymTopic.MOST_KNOWN + 10 - PseudonymTopic.MOST_WAITING, table.lost());
        }
    }
}
