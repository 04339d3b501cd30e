package io.beckon.app;

import io.beckon.archive.Archive;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditTrail;
import io.beckon.identity.Ids;
import io.beckon.kafka.AuditChannel;
import io.beckon.kafka.HeartSettings;
import io.beckon.kafka.Heartbeats;
import io.beckon.kafka.KafkaArchive;
import io.beckon.kafka.KafkaCallLog;
import io.beckon.kafka.KafkaControlLog;
import io.beckon.kafka.KafkaRoomLog;
import io.beckon.kafka.TopicNames;
import io.beckon.kafka.TopicNeeds;
import io.beckon.kafka.Topics;
import io.beckon.kafka.UnsuitableTopics;
import io.beckon.kafka.keeper.Checkpoints;
import io.beckon.kafka.keeper.KeeperSettings;
import io.beckon.kafka.keeper.Keepers;
import io.beckon.log.CallLog;
import io.beckon.log.ControlLog;
import io.beckon.log.Instances;
import io.beckon.log.Nodes;
import io.beckon.log.RoomLog;
import io.beckon.ops.Meters;
import io.beckon.projection.OwnState;
import io.beckon.session.SessionSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node of a cluster: its log is Kafka. */
final class KafkaBackbone implements Backbone {

    private static final Duration HEART_INTERVAL = Duration.ofSeconds(1);

    /** How long brokers may take to answer when the node starts. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";

    private final Instances instances;
    private final Nodes nodes;
    private final KafkaRoomLog log;
    private final KafkaControlLog control;
    private final KafkaCallLog calls;
    private final AuditChannel audit;
    private final KafkaPersons persons;
    private final Heartbeats heartbeats;
    private final Checkpoints checkpoints;
    private final KafkaArchive archive;
    private final @Nullable Keepers keepers;
    private final Duration silence;
    private volatile Consumer<String> renewed = instance -> {};
    private volatile boolean started;

    /** Blocks until the topics are there; a configuration or topics that cannot be are an error. */
    KafkaBackbone(
            BeckonConfig config,
            Settings checked,
            SessionSettings settings,
            @Nullable String address,
            Brokers brokers,
            AddressPolicy addresses) {
        Map<String, Object> client = brokers.client();
        if (String.valueOf(client.getOrDefault("bootstrap.servers", "")).isBlank()) {
            throw new Misconfiguration(
                    BOOTSTRAP_SERVERS,
                    "",
                    "beckon.log=kafka needs the brokers' addresses, such as kafka-1:9092,kafka-2:9092");
        }
        AuditSettings auditing = new AuditSettings(config.audit());
        TopicNames names = new TopicNames(config.kafka().topicPrefix());
        Topics topics = prepare(
                client,
                new TopicNeeds(
                        names,
                        config.kafka().partitions(),
                        checked.checkpointLag(),
                        checked.longestTokenLife(),
                        PATIENCE,
                        auditing.pseudonyms(),
                        auditing.captures()));
        instances = new Instances(checked.nodeLapse());
        nodes = new Nodes(instances);
        silence = HEART_INTERVAL.multipliedBy(checked.nodeLapse());
        heartbeats = new Heartbeats(
                client,
                new HeartSettings(names.nodes(), settings.node(), address, HEART_INTERVAL),
                instances,
                nodes,
                Ids::random,
                instance -> renewed.accept(instance));
        settings.instance().become(heartbeats.instance());
        checkpoints = new Checkpoints(client, names);
        archive = new KafkaArchive(client, names, topics.partitions(), checkpoints::read);
        log = new KafkaRoomLog(client, topics, heartbeats::instance, checkpoints::read);
        persons = new KafkaPersons(auditing.pseudonyms(), client, names.pseudonyms());
        audit = new AuditChannel(brokers.audit(), persons);
        control = new KafkaControlLog(client, names.control(), heartbeats::instance);
        calls = new KafkaCallLog(client, names.calls(), heartbeats::instance);
        keepers = checked.isKeeper()
                ? new Keepers(
                        client,
                        new KeeperSettings(
                                names,
                                config.kafka().partitions(),
                                checked.checkpointLag(),
                                config.resumeWindow(),
                                config.negotiationTimeout(),
                                auditing.envelope()),
                        new Keepers.Auditing(addresses, persons, auditing.signer()),
                        heartbeats.instance(),
                        instances::isLost,
                        log::append)
                : null;
    }

    private static Topics prepare(Map<String, Object> client, TopicNeeds needs) {
        try {
            return Topics.prepare(client, needs);
        } catch (UnsuitableTopics e) {
            throw new Misconfiguration(
                    BOOTSTRAP_SERVERS, String.valueOf(client.get("bootstrap.servers")), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public RoomLog log() {
        return log;
    }

    @Override
    public Instances instances() {
        return instances;
    }

    @Override
    public Nodes nodes() {
        return nodes;
    }

    @Override
    public AuditTrail audit() {
        return audit;
    }

    @Override
    public Archive archive() {
        return archive;
    }

    @Override
    public CallLog calls() {
        return calls;
    }

    @Override
    public ControlLog control() {
        return control;
    }

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public void start(Consumer<String> whenRenewed, OwnState state) {
        renewed = whenRenewed;
        heartbeats
                .ready()
                .thenCombine(control.caughtUp(), (beats, told) -> true)
                .thenCombine(calls.caughtUp(), (before, told) -> true)
                .thenCombine(persons.settled(), (before, told) -> true)
                .thenRun(() -> started = true);
        heartbeats.start();
        persons.start(keepers == null ? () -> {} : keepers::start);
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public Optional<String> trouble() {
        if (!started) {
            return Optional.of("starting: " + pending());
        }
        if (calls.figures().unreadable() > 0) {
            return Optional.of("the calls topic holds records that this version does not understand");
        }
        if (control.figures().unreadable() > 0) {
            return Optional.of("the control topic holds records that this version does not understand");
        }
        Duration quiet = heartbeats.sinceAcknowledged();
        return quiet.compareTo(silence) > 0
                ? Optional.of("the brokers have taken no heartbeat of this node for " + quiet.toSeconds() + " s")
                : log.trouble();
    }

    private String pending() {
        if (!control.isCaughtUp()) {
            return "not all sign-outs have been read yet";
        }
        if (!persons.settled().isDone()) {
            return "not all pseudonyms of users have been read yet";
        }
        return calls.isCaughtUp()
                ? "no heartbeat of this node is in the log yet"
                : "not all calls of the last hour have been read yet";
    }

    @Override
    public void describe(Meters meters) {
        log.figures().onAppended(meters.times("beckon.append", "From appending a record until the brokers had it"));
        meters.queue("append-rooms", log::waiting)
                .queue("append-calls", calls::waiting)
                .queue("append-control", control::waiting)
                .queue("audit", audit::waiting)
                .gauge(
                        "beckon.heartbeat.age.seconds",
                        "Since the brokers have last taken a heartbeat of this node",
                        () -> heartbeats.sinceAcknowledged().toMillis() / 1e3)
                .gauge(
                        "beckon.heartbeats.missed",
                        "Heartbeats that the quietest living node owes, as another has made them meanwhile",
                        instances::longestSilence);
        meters.counter(
                        "beckon.records.appended",
                        "Records that the log has taken from this node",
                        log.figures()::appended)
                .counter(
                        "beckon.records.append.failures",
                        "Records of which it is not known whether the log has taken them",
                        log.figures()::appendFailures)
                .counter("beckon.records.consumed", "Records read from the log", log.figures()::consumed)
                .counter(
                        "beckon.records.garbled",
                        "Records skipped because nobody can read them",
                        log.figures()::garbled)
                .counter(
                        "beckon.partitions.failed",
                        "Partitions given up because they could not be read though others could",
                        log.figures()::partitionsFailed)
                .counter(
                        "beckon.records.ignored",
                        "Records of a later version, skipped as they allow",
                        log.figures()::ignored)
                .counter(
                        "beckon.audit.appended",
                        "Audit events that the brokers have taken from this node",
                        audit.figures()::appended)
                .counter(
                        "beckon.audit.lost",
                        "Audit events of this node that were lost, or may have been",
                        audit.figures()::appendFailures)
                .counter(
                        "beckon.audit.pseudonyms.lost",
                        "Pseudonyms in the audit trail that nobody can trace back, since too many waited for the brokers",
                        persons::lost)
                .counter(
                        "beckon.control.appended",
                        "Announcements to all nodes that this one has made",
                        control.figures()::appended)
                .counter(
                        "beckon.control.append.failures",
                        "Announcements of which it was not known whether the log had taken them",
                        control.figures()::appendFailures)
                .counter("beckon.control.consumed", "Announcements read from the log", control.figures()::consumed)
                .counter(
                        "beckon.control.garbled",
                        "Announcements skipped because nobody can read them",
                        control.figures()::garbled)
                .counter("beckon.calls.appended", "Records of calls by this node", calls.figures()::appended)
                .counter(
                        "beckon.calls.append.failures",
                        "Records of calls of which it was not known whether the log had taken them",
                        calls.figures()::appendFailures)
                .counter("beckon.calls.consumed", "Records of calls read from the log", calls.figures()::consumed)
                .counter(
                        "beckon.calls.garbled",
                        "Records of calls skipped because nobody can read them",
                        calls.figures()::garbled)
                .gauge(
                        "beckon.records.lag",
                        "Records of followed partitions still to be read",
                        () -> log.lags().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .gauge(
                        "beckon.partitions.unused",
                        "1 when the events topic has more partitions than are used",
                        () -> log.hasUnusedPartitions() ? 1 : 0)
                .gauge(
                        "beckon.instances.living",
                        "Instances that send heartbeats, this one included",
                        () -> instances.living().size());
        if (keepers != null) {
            KeeperMeters.describe(meters, keepers);
        }
    }

    @Override
    public void stop() {
        if (keepers != null) {
            keepers.end();
        }
        log.close();
        control.close();
        calls.close();
        audit.close();
        if (keepers != null) {
            keepers.close();
        }
        persons.close();
        heartbeats.close();
        checkpoints.close();
    }
}
