package io.beckon.kafka;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * The service's topics as they were found or made at start.
 *
 * @param eventsId the id of the events topic: another one when it is deleted and made anew
 */
public record Topics(TopicNames names, int partitions, String eventsId) {

    /**
     * Creates what is missing and verifies what is there. Blocks until all is well.
     *
     * @param client common client settings, as the operator gave them
     * @throws UnsuitableTopics when it is not well, or brokers could not be reached for the time that the needs say
     */
    public static Topics prepare(Map<String, Object> client, TopicNeeds needs) {
        return new TopicPreparation(new ClientSettings(client), needs).run();
    }

    Uuid eventsUuid() {
        return Uuid.fromString(eventsId);
    }
}
