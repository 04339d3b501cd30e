package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The events topic as the brokers describe it now. Safe for use by several threads. */
public final class EventsTopic {

    private final Admin admin;
    private final String name;
    private final Answers answers;
    private final Offsets offsets;

    public EventsTopic(Admin admin, String name, Answers answers) {
        this.admin = admin;
        this.name = name;
        this.answers = answers;
        this.offsets = new Offsets(admin, name, answers);
    }

    /**
     * Blocks.
     *
     * @throws LogUnavailable when the brokers do not say
     */
    public String id() {
        return answers.to(this::askId, "the brokers do not describe " + name);
    }

    private String askId() throws ExecutionException, InterruptedException {
        var described = admin.describeTopics(List.of(name)).topicNameValues().get(name);
        return Objects.requireNonNull(described).get().topicId().toString();
    }

    /** What it keeps of a partition; blocks and throws alike. */
    public Offsets.Range range(int partition) {
        return offsets.of(partition);
    }
}
