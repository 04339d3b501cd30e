package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.audit.Pseudonyms;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** Where records go whose topic may have more partitions than are read. */
class EventTopicTest {

    @Test
    void recordsAreWhereKafkasPartitionerHasThemInATopicOfJustSoManyPartitions() {
        TopicSpan span = new TopicSpan("calls", 8, null);
        for (String subject : List.of("a", "b2", "0f9a", "c-1234567", "default/anna", "", "会议室")) {
            assertEquals(
                    Utils.toPositive(Utils.murmur2(subject.getBytes(UTF_8))) % 8,
                    EventTopic.record(span, subject, new byte[0]).partition(),
                    subject);
        }
    }

    @Test
    void aTopicOfOnePartitionIsWrittenInThatOne() {
        TopicSpan span = TopicSpan.all("control");
        assertEquals(0, EventTopic.record(span, "default/anna", new byte[0]).partition());
        PseudonymRow row = new PseudonymRow(new Pseudonyms.User("default", "anna"), "p");
        assertEquals(0, row.record("pseudonyms").partition());
        assertEquals(0, row.deletion("pseudonyms").partition());
    }
}
