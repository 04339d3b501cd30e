package io.beckon.app;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.Persons;
import io.beckon.audit.Pseudonyms;
import io.beckon.kafka.PseudonymTopic;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How nodes of a cluster show users: named, or under pseudonyms that all of them read from a topic. */
final class KafkaPersons implements Persons, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = System.getLogger(KafkaPersons.class.getName());

    private final Duration patience;
    private final @Nullable PseudonymTopic table;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final Persons persons;

    KafkaPersons(boolean pseudonyms, Map<String, Object> client, String topic) {
        this(pseudonyms, client, topic, PATIENCE);
    }

    /** @param patience so long what is in the topic may take to be read */
    KafkaPersons(boolean pseudonyms, Map<String, Object> client, String topic, Duration patience) {
        this.patience = patience;
        table = pseudonyms ? new PseudonymTopic(client, topic) : null;
        persons = table == null ? NAMED : new Pseudonyms(table);
        if (table == null) {
            settled.complete(null);
        }
    }

    /** @param whenSettled what writes of many users: it is run once, when that may begin */
    void start(Runnable whenSettled) {
        settled.thenRun(whenSettled);
        if (table != null) {
            table.caughtUp()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((known, failure) -> settle(failure != null));
            table.start();
        }
    }

    private void settle(boolean isLate) {
        if (isLate) {
            LOG.log(
                    Level.ERROR,
                    "The pseudonyms of users could not be read within " + patience.toSeconds()
                            + " s: some users get another one in the audit trail");
        }
        settled.complete(null);
    }

    /**
     * Done when it is known which pseudonyms there are, or that has taken too long: nothing that many users are in is to be written before.
     * At once where users are named.
     */
    CompletableFuture<Void> settled() {
        return settled;
    }

    @Override
    public AuditEvent shown(AuditEvent event) {
        return persons.shown(event);
    }

    /** Pseudonyms in the audit trail that nobody can trace back. */
    long lost() {
        return table == null ? 0 : table.lost();
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
    }
}
