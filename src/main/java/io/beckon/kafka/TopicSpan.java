package io.beckon.kafka;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How much of a topic is read.
 *
 * @param partitions how many are written and read, from the first on; it may have more
 * @param history how far back, by the records' time stamps; {@code null}: from the first record that is kept
 */
record TopicSpan(String topic, int partitions, @Nullable Duration history) {

    /** All of a topic of one partition. */
    static TopicSpan all(String topic) {
        return new TopicSpan(topic, 1, null);
    }

    List<TopicPartition> topicPartitions() {
        return IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }
}
