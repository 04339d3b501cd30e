package io.beckon.kafka.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.CallFacts;
import io.beckon.audit.LogPlace;
import io.beckon.audit.RoomFacts;
import io.beckon.audit.seal.Fault;
import io.beckon.audit.seal.PublicKeys;
import io.beckon.audit.seal.Report;
import io.beckon.audit.seal.SealState;
import io.beckon.audit.seal.SealVerifier;
import io.beckon.audit.seal.Spot;
import io.beckon.call.Call;
import io.beckon.call.CallBook;
import io.beckon.call.CallOutcome;
import io.beckon.call.CallProposal;
import io.beckon.kafka.AuditExport;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.CloudEvents;
import io.beckon.kafka.RoomRecords;
import io.beckon.kafka.TopicNames;
import io.beckon.log.LogRecord;
import io.beckon.records.AuditCodec;
import io.beckon.records.AuditSchemas;
import io.beckon.records.CallCodec;
import io.beckon.records.RecordCodec;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import io.beckon.room.EndedRooms;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** What the audit topic has to hold by what is in the logs, made from the logs alone, against what it holds. */
public final class AuditComparison {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final AuditCodec CODEC = new AuditCodec();

    private final Map<String, Object> client;
    private final TopicNames names;
    private final int partitions;
    private final RoomFacts roomFacts = new RoomFacts(AddressPolicy.TRUNCATED);
    private final CallFacts callFacts = new CallFacts(AddressPolicy.TRUNCATED);

    /** @param partitions of the events that are used */
    public AuditComparison(Map<String, Object> client, TopicNames names, int partitions) {
        this.client = client;
        this.names = names;
        this.partitions = partitions;
    }

    /** Whether all that is in the logs is projected: the groups' offsets are at the logs' ends. */
    public boolean isProjected(Admin admin) {
        return hasRead(admin, KeeperSettings.group(names), names.events(), partitions)
                && hasRead(admin, CallAuditor.group(names), names.calls(), Integer.MAX_VALUE);
    }

    private static boolean hasRead(Admin admin, String group, String topic, int partitions) {
        try {
            Map<TopicPartition, OffsetSpec> all = new HashMap<>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .map(TopicPartitionInfo::partition)
                    .filter(partition -> partition < partitions)
                    .forEach(partition -> all.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
            Map<TopicPartition, @Nullable OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return admin.listOffsets(all).all().get().entrySet().stream().allMatch(end -> {
                OffsetAndMetadata committed = read.get(end.getKey());
                return end.getValue().offset() == 0
                        || committed != null
                                && committed.offset() >= end.getValue().offset();
            });
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What follows from the logs from their beginnings: by subject and log, in order. */
    public Map<String, List<String>> expected() {
        Map<String, List<String>> all = new TreeMap<>();
        committed(names.events())
                .forEach((partition, records) -> ofRooms(records).forEach(event -> add(all, event)));
        committed(names.calls())
                .forEach((partition, records) -> ofCalls(records).forEach(event -> add(all, event)));
        return all;
    }

    private static void add(Map<String, List<String>> to, AuditEvent event) {
        add(to, StoredEvent.of(CODEC.encode(event)));
    }

    private static void add(Map<String, List<String>> to, StoredEvent event) {
        String id = text(event.id());
        to.computeIfAbsent(id.substring(0, id.indexOf('-')) + " " + text(event.subject()), key -> new ArrayList<>())
                .add("%s %s %s %08x"
                        .formatted(id, text(event.type()), text(event.time()), Arrays.hashCode(event.data())));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }

    private List<AuditEvent> ofRooms(List<ConsumerRecord<byte[], byte[]>> log) {
        RoomRecords reader = new RoomRecords(names.events(), partitions, new RecordCodec(), () -> "test");
        Map<RoomKey, Room> rooms = new HashMap<>();
        EndedRooms ended = new EndedRooms();
        List<AuditEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : log) {
            if (reader.read(record) instanceof RoomRecords.Read.Known(LogRecord known)) {
                Room room = rooms.computeIfAbsent(known.room(), Room::new);
                events.addAll(roomFacts
                        .of(
                                room,
                                known.proposal(),
                                FactsToWrite.happening(LogPlace.Log.EVENTS, record),
                                () -> room.apply(known.proposal(), known.position(), known.time()))
                        .facts());
                ended.applied(room, known.position()).forEach(gone -> rooms.remove(gone.key()));
            }
        }
        return events;
    }

    private List<AuditEvent> ofCalls(List<ConsumerRecord<byte[], byte[]>> log) {
        CallBook book = new CallBook();
        List<AuditEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : log) {
            String id = new String(record.key(), UTF_8);
            CallProposal proposal = proposal(record);
            Call before = book.call(id);
            CallOutcome outcome = book.apply(id, proposal);
            events.addAll(
                    callFacts.of(before, proposal, outcome, id, FactsToWrite.happening(LogPlace.Log.CALLS, record)));
        }
        return events;
    }

    private static CallProposal proposal(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new CallCodec()
                    .decode(String.valueOf(CloudEvents.text(record.headers(), CloudEvents.TYPE)), record.value());
        } catch (UnreadableRecord e) {
            throw new AssertionError(e);
        }
    }

    /** What the topic has that follows from a log: by subject and log, in order. */
    public Map<String, List<String>> found() {
        Map<String, List<String>> all = new TreeMap<>();
        export(new Stored() {
            @Override
            public void event(StoredEvent event, long appended) {
                AuditSchemas.check(text(event.type()), event.data());
                if (text(event.id()).matches("(events|calls)-.*")) {
                    add(all, event);
                }
            }
        });
        return all;
    }

    /** What a verifier says of the topic; the faults that it finds are added to those given. */
    public Report verify(PublicKeys keys, List<Fault> faults) {
        SealVerifier verifier = new SealVerifier(keys, Set.of(), faults::add);
        export(new Stored() {
            @Override
            public void begins(int partition, long offset) {
                verifier.begins(partition, offset);
            }

            @Override
            public void event(StoredEvent event, long appended) {
                verifier.take(event, Spot.inTopic(event.partition(), event.offset()));
            }
        });
        return verifier.end();
    }

    /** Whether all that is in the topic is under seals. */
    public boolean isSealed() {
        Report report = verify(PublicKeys.of(), new ArrayList<>());
        return report.records() > 0 && report.chains().stream().allMatch(chain -> chain.unsealed() == 0);
    }

    /** The brokers forget how far sealers came, as they do when there was none for long. */
    void forgetSealers() {
        try (Admin admin = new ClientSettings(client).admin("test")) {
            KeeperScene.await(() -> isDone(
                    admin.deleteConsumerGroups(List.of(Sealer.group(names))).all()));
        }
    }

    /** What sealers have committed, in each partition, is this: as if there had been records up to there. */
    void sealersHaveRead(SealState state, long offset) {
        try (Admin admin = new ClientSettings(client).admin("test")) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            admin.describeTopics(List.of(names.audit()))
                    .allTopicNames()
                    .get()
                    .get(names.audit())
                    .partitions()
                    .forEach(partition -> offsets.put(
                            new TopicPartition(names.audit(), partition.partition()),
                            new OffsetAndMetadata(offset, state.text())));
            admin.alterConsumerGroupOffsets(Sealer.group(names), offsets).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not while one of them is still there. */
    private static boolean isDone(KafkaFuture<Void> deleted) {
        try {
            deleted.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void export(Stored reader) {
        try {
            new AuditExport(client, names.audit()).read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing else is in the topic. */
    private interface Stored extends AuditExport.Reader {

        @Override
        default void begins(int partition, long offset) {}

        @Override
        default void unreadable(int partition, long offset, String why) {
            throw new AssertionError(partition + ", " + offset + ": " + why);
        }
    }

    /** All that is committed, by partition. */
    private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> committed(String topic) {
        Map<String, Object> settings = Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (Consumer<byte[], byte[]> consumer = new ClientSettings(client).consumer("test-reader", settings)) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new TreeMap<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL)
                        .forEach(record -> records.computeIfAbsent(record.partition(), key -> new ArrayList<>())
                                .add(record));
            }
            return records;
        }
    }
}
