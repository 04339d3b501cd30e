package io.beckon.kafka.keeper;

import io.beckon.audit.capture.Envelope;
import io.beckon.kafka.TopicNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a keeper works.
 *
 * @param partitions how many of the events topic are used
 * @param lag how long after it was seen a record becomes part of a checkpoint: D of the design
 * @param interval between two checkpoints
 * @param sessionTimeout after which others take over what a silent keeper had
 * @param capture what is said is captured in it; {@code null}: it is not
 */
public record KeeperSettings(
        TopicNames names,
        int partitions,
        Duration lag,
        Duration resumeWindow,
        Duration negotiationTimeout,
        Duration interval,
        Duration sessionTimeout,
        @Nullable Envelope capture) {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    public KeeperSettings(
            TopicNames names,
            int partitions,
            Duration lag,
            Duration resumeWindow,
            Duration negotiationTimeout,
            @Nullable Envelope capture) {
        this(names, partitions, lag, resumeWindow, negotiationTimeout, INTERVAL, SESSION_TIMEOUT, capture);
    }

    static String group(TopicNames names) {
        return names.prefix() + ".keepers";
    }

    /** Of the keepers' group. */
    GroupSettings members(String instance) {
        return new GroupSettings(
                "beckon-keeper",
                group(names),
                names.prefix() + ".keeper." + instance,
                names.events(),
                partitions,
                interval,
                sessionTimeout);
    }
}
