package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.log.Instances;
import io.beckon.log.Nodes;
import io.beckon.records.HeartbeatCodec;
import io.beckon.records.UnreadableRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * This node's heartbeats and everybody's, counted in the order of the log. When this instance reads that it is lost, the node
 * goes on as another one.
 */
public final class Heartbeats implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Heartbeats.class.getName());

    private final Instances instances;
    private final Nodes nodes;
    private final Supplier<String> newInstance;
    private final Consumer<String> whenRenewed;
    private final Unheard unheard;
    private final Heart heart;
    private final TopicReader reader;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private volatile String instance;
    /** Whether a heartbeat of the current instance was read: only then others' count against it. */
    private boolean known;

    /**
     * @param client common client settings, as the operator gave them
     * @param newInstance makes ids of instances; the first is taken at once
     * @param whenRenewed is called with the next one when this one is lost, on the thread that reads heartbeats
     */
    public Heartbeats(
            Map<String, Object> client,
            HeartSettings settings,
            Instances instances,
            Nodes nodes,
            Supplier<String> newInstance,
            Consumer<String> whenRenewed) {
        ClientSettings clientSettings = new ClientSettings(client);
        this.instances = instances;
        this.nodes = nodes;
        this.newInstance = newInstance;
        this.whenRenewed = whenRenewed;
        this.instance = newInstance.get();
        this.unheard = new Unheard(instances);
        this.heart = new Heart(clientSettings, settings, this::instance, unheard::appending, offset -> {
            unheard.appended(offset);
            acknowledged.complete(null);
        });
        this.reader = new TopicReader(
                clientSettings,
                "beckon-heart-reader",
                TopicSpan.all(settings.topic()),
                (record, isHistory) -> heard(record),
                () -> caughtUp.complete(null));
    }

    public void start() {
        reader.start();
        heart.start();
    }

    /** As what this node appends now. */
    public String instance() {
        return instance;
    }

    /** Completes when a heartbeat of this node is in the log and all that was there before was read. */
    public CompletionStage<Void> ready() {
        return acknowledged.thenCombine(caughtUp, (first, second) -> first);
    }

    /** Since the log has last taken a heartbeat of this node; before the first, since the start. */
    public Duration sinceAcknowledged() {
        return heart.sinceAcknowledged();
    }

    private void heard(ConsumerRecord<byte[], byte[]> record) {
        unheard.reached(record.offset());
        if (record.key() == null || record.value() == null) {
            return;
        }
        String from = new String(record.key(), UTF_8);
        instances.heard(from);
        meet(from, record.value());
        known |= from.equals(instance);
        if (known && instances.isLost(instance)) {
            renew();
        }
    }

    /** What a heartbeat says does not matter to its counting. */
    private void meet(String from, byte[] value) {
        try {
            HeartbeatCodec.Heartbeat heartbeat = HeartbeatCodec.decode(value);
            nodes.heard(new Nodes.Node(from, heartbeat.node(), heartbeat.address(), heartbeat.startedAt()));
        } catch (UnreadableRecord e) {
            LOG.log(Level.DEBUG, "A heartbeat cannot be read: instance=" + from + ": " + e.getMessage());
        }
    }

    private void renew() {
        String lost = instance;
        instance = newInstance.get();
        known = false;
        LOG.log(
                Level.WARNING,
                "This node was taken for lost and goes on as another instance: lost=" + lost + " instance=" + instance);
        whenRenewed.accept(instance);
    }

    @Override
    public void close() {
        heart.stop();
        reader.stop();
    }
}
