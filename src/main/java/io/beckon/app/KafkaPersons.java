package io.beckon.app;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.Persons;
import io.beckon.audit.Pseudonyms;
import io.beckon.kafka.PseudonymTopic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How nodes of a cluster show users: named, or under pseudonyms that all of them read from a topic. */
final class KafkaPersons implements Persons, AutoCloseable {

    private final @Nullable PseudonymTopic table;
    private final Persons persons;

    KafkaPersons(boolean pseudonyms, Map<String, Object> client, String topic) {
        table = pseudonyms ? new PseudonymTopic(client, topic) : null;
        persons = table == null ? NAMED : new Pseudonyms(table);
    }

    void start() {
        if (table != null) {
            table.start();
        }
    }

    @Override
    public AuditEvent shown(AuditEvent event) {
        return persons.shown(event);
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
    }
}
