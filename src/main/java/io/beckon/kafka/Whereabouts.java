package io.beckon.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where something is in a topic, as messages of this service's own log say it: by the keys that they have. */
public final class Whereabouts {

    private Whereabouts() {}

    public static String of(TopicPartition partition) {
        return "topic=" + partition.topic() + " partition=" + partition.partition();
    }

    public static String of(ConsumerRecord<?, ?> record) {
        return "topic=" + record.topic() + " partition=" + record.partition() + " offset=" + record.offset();
    }
}
