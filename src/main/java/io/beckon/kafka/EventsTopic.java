package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The events topic as the brokers describe it now. Safe for use by several threads. */
final class EventsTopic {

    private final Admin admin;
    private final String name;
    private final Offsets offsets;

    EventsTopic(Admin admin, String name) {
        this.admin = admin;
        this.name = name;
        this.offsets = new Offsets(admin, name);
    }

    /**
     * Blocks.
     *
     * @throws LogUnavailable when the brokers do not say
     */
    String id() {
        var described = Objects.requireNonNull(
                admin.describeTopics(List.of(name)).topicNameValues().get(name));
        try {
            return described.get().topicId().toString();
        } catch (ExecutionException e) {
            throw new LogUnavailable("the brokers do not describe " + name + ": " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted");
        }
    }

    /** What it keeps of a partition; blocks and throws alike. */
    Offsets.Range range(int partition) {
        return offsets.of(partition);
    }
}
