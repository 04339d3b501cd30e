package io.beckon.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node's heartbeats say of it, and how often.
 *
 * @param topic with one partition
 * @param node a label for people
 * @param address where other nodes reach this one, if they do
 * @param interval from the acknowledgement of one to the next
 */
public record HeartSettings(
        String topic, String node, @Nullable String address, Duration interval) {}
