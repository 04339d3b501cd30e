package io.beckon.kafka;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.Fact;
import io.beckon.audit.Persons;
import io.beckon.records.AuditCodec;
import io.beckon.records.AuditRecord;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * What this node alone knows, on its way to the audit topic by a channel of SmallRye Reactive Messaging (ADR 26). Whoever adds an
 * event never waits: what finds no room, since the brokers have been away for long, is lost, which is counted and said in the log
 * once. Refusals, which anybody can cause, have a part of that room and leave the rest to the other events.
 */
public final class AuditChannel implements AuditTrail, AutoCloseable {

    /** Of the channel, in the configuration ({@code mp.messaging.outgoing.…}). */
    public static final String NAME = "audit";

    static final int MAX_EVENTS = 12_288;
    static final long MAX_BYTES = 12L << 20;
    static final int MAX_REFUSALS = 4_096;
    static final long MAX_BYTES_OF_REFUSALS = 4L << 20;

    /** What the channel's buffer has to hold. */
    public static final int BUFFER = MAX_EVENTS + MAX_REFUSALS;

    /** Foreign consumers read the topic, and each client can undo this. */
    private static final String COMPRESSION = "gzip";

    /** How long an event that has left the buffer is tried again. */
    private static final int PATIENCE_MILLIS = 10 * 60 * 1000;

    private static final long CLOSING_MILLIS = 3_000;
    private static final Logger LOG = System.getLogger(AuditChannel.class.getName());
    private static final URI SOURCE = URI.create(AuditRecord.SOURCE);

    private final Supplier<Emitter<byte[]>> channel;
    private final Persons persons;
    private final AuditCodec codec = new AuditCodec();
    private final LogFigures figures = new LogFigures();
    private final AppendBudget others = new AppendBudget(MAX_EVENTS, MAX_BYTES);
    private final AppendBudget refusals = new AppendBudget(MAX_REFUSALS, MAX_BYTES_OF_REFUSALS);
    private final AtomicBoolean losing = new AtomicBoolean();

    /** @param channel asked for with each event: it is there from the application's start to its end */
    public AuditChannel(Supplier<Emitter<byte[]>> channel, Persons persons) {
        this.channel = channel;
        this.persons = persons;
    }

    /**
     * The channel's client settings: as text, which the connector wants.
     *
     * @param client common ones, as the operator gave them
     */
    public static Map<String, Object> settings(Map<String, Object> client) {
        Map<String, Object> text = new HashMap<>();
        new ClientSettings(client)
                .producerSettings(
                        "beckon-audit",
                        Map.of(
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                PATIENCE_MILLIS,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                PATIENCE_MILLIS,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                2 * (MAX_BYTES + MAX_BYTES_OF_REFUSALS),
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                COMPRESSION,
                                // A batch that was put off must not be overtaken, see FirstRecords.
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                1))
                .forEach((name, value) -> text.put(name, String.valueOf(value)));
        return text;
    }

    @Override
    public void add(AuditEvent event) {
        AuditRecord record = codec.encode(persons.shown(event));
        AppendBudget budget = event.fact() instanceof Fact.Refusal ? refusals : others;
        int bytes = AppendBudget.size(record.subject(), record.data());
        if (!budget.take(bytes)) {
            lost("too many wait for the brokers");
            return;
        }
        Parcel parcel = new Parcel(budget, bytes);
        try {
            channel.get().send(parcel.of(record));
        } catch (IllegalStateException e) {
            parcel.failed(e);
        }
    }

    /** An event on its way, and the room that it takes. */
    private final class Parcel {

        private final AppendBudget budget;
        private final int bytes;
        private final AtomicBoolean settled = new AtomicBoolean();

        Parcel(AppendBudget budget, int bytes) {
            this.budget = budget;
            this.bytes = bytes;
        }

        Message<byte[]> of(AuditRecord record) {
            Metadata metadata = Metadata.of(
                    OutgoingKafkaRecordMetadata.<String>builder()
                            .withKey(record.subject())
                            .build(),
                    OutgoingCloudEventMetadata.<byte[]>builder()
                            .withId(record.id())
                            .withSource(SOURCE)
                            .withType(record.type())
                            .withSubject(record.subject())
                            .withTimestamp(record.time().atZone(ZoneOffset.UTC))
                            .withDataContentType("application/json")
                            .build());
            return Message.of(record.data(), metadata, this::taken, this::failed);
        }

        private CompletionStage<Void> taken() {
            if (settled.compareAndSet(false, true)) {
                budget.giveBack(bytes);
                figures.appended.increment();
                if (losing.compareAndSet(true, false)) {
                    LOG.log(Level.INFO, "Audit events reach the brokers again");
                }
            }
            return CompletableFuture.completedFuture(null);
        }

        private CompletionStage<Void> failed(Throwable why) {
            if (settled.compareAndSet(false, true)) {
                budget.giveBack(bytes);
                lost(String.valueOf(why));
            }
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Events on their way to the brokers. */
    public int waiting() {
        return others.records() + refusals.records();
    }

    /** How many events the brokers have taken, and how many were lost. */
    public LogFigures figures() {
        return figures;
    }

    /** Waits a while for those on their way; the channel itself ends with the application. */
    @Override
    public void close() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSING_MILLIS);
        try {
            others.awaitEmpty(CLOSING_MILLIS);
            refusals.awaitEmpty(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(String why) {
        figures.appendFailures.increment();
        if (losing.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "Audit events of this node are lost, which beckon_audit_lost_total counts: " + why);
        }
    }
}
