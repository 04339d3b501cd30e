package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.AuditRecord;
import io.beckon.audit.AuditTrail;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Audit records as CloudEvents in a topic, keyed by room, by tenant or by web origin. Foreign consumers read it: batches are compressed
 * with gzip, which every client can undo. During a long outage of the brokers those that find no room are dropped
 * and counted. Refusals, which anybody can cause, have a part of that room and leave the rest to what administrators do.
 */
public final class AuditTopic implements AuditTrail, AutoCloseable {

    private static final String DENIED = "io.beckon.audit.denied.v1";
    private static final String FOREIGN = "io.beckon.audit.foreign-origin.v1";
    private static final String ADMINISTERED = "io.beckon.audit.administered.v1";
    static final String COMPRESSION = "gzip";
    private static final int MAX_RECORDS = 20_000;
    private static final long MAX_BYTES = 8L << 20;
    private static final int DENIALS_PART = 4;

    private final String topic;
    private final CloudEvents events;
    private final LogFigures figures = new LogFigures();
    private final AppendBudget denials = new AppendBudget(MAX_RECORDS / DENIALS_PART, MAX_BYTES / DENIALS_PART);
    private final Appender appender;

    /**
     * @param client common client settings, as the operator gave them
     * @param instance of this node, at any time
     */
    public AuditTopic(Map<String, Object> client, String topic, Supplier<String> instance) {
        this.topic = topic;
        this.events = new CloudEvents(instance);
        this.appender = new Appender(
                new ClientSettings(client),
                "beckon-audit",
                topic,
                new AppendBudget(MAX_RECORDS, MAX_BYTES),
                figures,
                COMPRESSION);
        appender.start();
    }

    @Override
    public void add(AuditRecord record) {
        String key = record.subject();
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, key.getBytes(UTF_8), data(record));
        events.describe(event.headers(), type(record), key);
        if (record instanceof AuditRecord.Refusal) {
            appendRefusal(event);
        } else {
            appender.append(event);
        }
    }

    private void appendRefusal(ProducerRecord<byte[], byte[]> event) {
        int bytes = AppendBudget.size(event);
        if (denials.take(bytes)) {
            appender.append(event).whenComplete((position, failure) -> denials.giveBack(bytes));
        } else {
            figures.appendFailures.increment();
        }
    }

    private static String type(AuditRecord record) {
        return switch (record) {
            case AuditRecord.Denied denied -> DENIED;
            case AuditRecord.Foreign foreign -> FOREIGN;
            case AuditRecord.Administered done -> ADMINISTERED;
        };
    }

    private static byte[] data(AuditRecord record) {
        StringBuilder json = new StringBuilder(256).append('{');
        member(json, "at", record.at().toString());
        switch (record) {
            case AuditRecord.Denied denied -> {
                member(json, "tenant", denied.room().tenant());
                member(json, "room", denied.room().name());
                member(json, "issuer", denied.issuer());
                member(json, "user", denied.user());
                member(json, "session", denied.session());
                member(json, "missing", denied.missing().wireName());
                member(json, "what", denied.what());
                json.append("\"count\":").append(denied.count()).append(',');
            }
            case AuditRecord.Foreign foreign -> {
                member(json, "origin", foreign.origin());
                member(json, "own", foreign.own());
                json.append("\"count\":").append(foreign.count()).append(',');
            }
            case AuditRecord.Administered done -> {
                member(json, "tenant", done.tenant());
                member(json, "room", done.room());
                member(json, "issuer", done.issuer());
                member(json, "user", done.user());
                member(json, "action", done.action());
                member(json, "target", done.target());
                member(json, "reason", done.reason());
            }
        }
        json.setCharAt(json.length() - 1, '}');
        return json.toString().getBytes(UTF_8);
    }

    /** What is {@code null} is left out. */
    private static void member(StringBuilder json, String name, @Nullable String value) {
        if (value != null) {
            JsonText.append(json, name);
            json.append(':');
            JsonText.append(json, value);
            json.append(',');
        }
    }

    /** How many were appended, and how many were dropped. */
    public LogFigures figures() {
        return figures;
    }

    @Override
    public void close() {
        appender.close();
    }
}
