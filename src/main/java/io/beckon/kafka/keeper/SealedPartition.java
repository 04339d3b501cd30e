package io.beckon.kafka.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.EventType;
import io.beckon.audit.seal.RecordHash;
import io.beckon.audit.seal.SealState;
import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.kafka.AuditRecords;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.NewestRecord;
import io.beckon.kafka.Whereabouts;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the audit trail. The group's offset is that of the first record without a seal, or of a seal, its metadata the
 * state after the last seal. Brokers forget it when nobody was in the group for long ({@code offsets.retention.minutes}, 7 days unless
 * they are told else), and the trail is kept for longer: then the chain goes on from the newest seal that is in the partition.
 */
final class SealedPartition implements Share {

    private static final Logger LOG = System.getLogger(SealedPartition.class.getName());
    private static final byte[] SEAL = EventType.SEALED.getBytes(UTF_8);

    private final ClientSettings client;
    private final String topic;
    private final GroupProgress group;
    private final String chain;
    private final @Nullable Signer signer;
    private final AuditFigures figures;
    private final RecordHash hash = new RecordHash();

    private Sealing sealing;
    private List<ProducerRecord<byte[], byte[]>> seals = new ArrayList<>();
    private String state = "";
    private long next;
    private long committed;
    private long uncounted;

    SealedPartition(ClientSettings client, String topic, int partition, @Nullable Signer signer, AuditFigures figures) {
        this.client = client;
        this.topic = topic;
        this.group = new GroupProgress(topic, partition);
        this.chain = topic + "-" + partition;
        this.signer = signer;
        this.figures = figures;
        this.sealing = new Sealing(chain, signer, null);
    }

    @Override
    public int number() {
        return group.partition();
    }

    @Override
    public boolean begin(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        GroupProgress.At at = group.look(consumer);
        if (at == null) {
            return false;
        }
        SealState known = at.metadata().isEmpty() ? null : new SealState(at.metadata());
        if (at.isKnown() && !at.isBeyondEnd()) {
            begin(at.first(), at.committed(), known);
            return true;
        }
        try {
            Optional<SealState> last = NewestRecord.find(client, topic, number(), this::stateAfter);
            long unsealed = last.map(seal -> seal.lastOffset() + 1).orElse(0L);
            begin(at.first(), unsealed, known == null ? last.orElse(null) : known.upTo(unsealed));
            if (known == null && last.isPresent()) {
                LOG.log(
                        Level.WARNING,
                        "The group's offset is gone; it goes on after the last seal in the topic: topic=" + topic
                                + " partition=" + number() + " seal="
                                + last.get().number());
            }
            return true;
        } catch (IOException e) {
            group.cannotBegin(e);
            return false;
        }
    }

    /** After a seal of this chain that is about what comes before it. */
    private Optional<SealState> stateAfter(StoredEvent event) {
        return SealState.ofSeal(event, chain).filter(seal -> seal.lastOffset() < event.offset());
    }

    private void begin(long first, long unsealed, @Nullable SealState last) {
        next = Math.max(first, unsealed);
        committed = next;
        state = last == null ? "" : last.text();
        sealing = new Sealing(chain, signer, last);
    }

    @Override
    public long next() {
        return next;
    }

    @Override
    public boolean mayTake(long offset, long now) {
        return true;
    }

    @Override
    public int take(ConsumerRecord<byte[], byte[]> record, long now) {
        int bytes = 0;
        try {
            StoredEvent event = AuditRecords.read(record);
            if (!Arrays.equals(event.type(), SEAL)) {
                sealing.add(hash.leaf(event), record.offset());
                uncounted++;
                bytes = sealing.pending() == Sealing.MOST ? seal() : 0;
            }
        } catch (UnreadableRecord e) {
            figures.foreign.increment();
            LOG.log(
                    Level.WARNING,
                    "No audit record, and not sealed: " + Whereabouts.of(record) + ": " + e.getMessage());
        }
        next = record.offset() + 1;
        return bytes;
    }

    private int seal() {
        Sealing.Sealed sealed = sealing.seal(Instant.now());
        seals.add(AuditRecords.write(topic, number(), sealed.record()));
        state = sealed.state().text();
        return sealed.record().data().length;
    }

    @Override
    public boolean hasNews() {
        return next != committed;
    }

    @Override
    public void write(Consumer<ProducerRecord<byte[], byte[]>> to) {
        if (sealing.pending() > 0) {
            seal();
        }
        seals.forEach(to);
        seals = new ArrayList<>();
    }

    @Override
    public OffsetAndMetadata progress() {
        return new OffsetAndMetadata(next, state);
    }

    @Override
    public void committed() {
        committed = next;
        figures.sealed.add(uncounted);
        uncounted = 0;
    }

    /** Records that are there and have no seal yet, as far as the consumer knows. */
    long lag(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        return uncounted
                + consumer.currentLag(new TopicPartition(topic, number())).orElse(0);
    }
}
