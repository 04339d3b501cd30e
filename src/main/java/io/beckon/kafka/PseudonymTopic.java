package io.beckon.kafka;

import io.beckon.audit.Pseudonyms;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whose pseudonyms are whose, in a compacted topic that every process reads as a whole. Whoever meets a user without one draws one, uses
 * it at once and appends it: two who meet the same user at once draw two, and both are that user's. Nobody waits.
 *
 * @see <a href="../../../../../../docs/adr/0038-pseudonyms-that-can-be-deleted.md">ADR 38</a>
 */
public final class PseudonymTopic implements Pseudonyms.Table, AutoCloseable {

    private static final Logger LOG = System.getLogger(PseudonymTopic.class.getName());
    private static final String NAME = "beckon-pseudonyms";
    /** Users whose pseudonyms are known here. Beyond it some are forgotten, and have another one when they come again. */
    static final int MOST_KNOWN = 200_000;

    static final int MAX_RECORDS = 50_000;
    static final long MAX_BYTES = 16L << 20;
    private static final Executor A_SECOND_LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final String topic;
    private final Map<Pseudonyms.User, String> known = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Appender appender;
    private final TopicReader reader;
    private volatile boolean closed;

    /**
     * @param client common client settings, as the operator gave them
     * @param topic with one partition
     */
    public PseudonymTopic(Map<String, Object> client, String topic) {
        this.topic = topic;
        ClientSettings settings = new ClientSettings(client);
        appender = Appender.byKeys(settings, NAME, topic, new AppendBudget(MAX_RECORDS, MAX_BYTES), new LogFigures());
        reader = new TopicReader(
                settings,
                NAME + "-reader",
                TopicSpan.all(topic),
                (record, isHistory) -> take(record),
                () -> caughtUp.complete(null));
    }

    public void start() {
        appender.start();
        reader.start();
    }

    /** Done when what was in the topic at the start is known. Whoever asks before draws anew for users that have a pseudonym. */
    public CompletableFuture<Void> caughtUp() {
        return caughtUp.copy();
    }

    @Override
    public String of(Pseudonyms.User user) {
        String pseudonym = known.get(user);
        if (pseudonym != null) {
            return pseudonym;
        }
        makeRoom();
        return known.computeIfAbsent(user, this::drawn);
    }

    private void makeRoom() {
        Iterator<Pseudonyms.User> some = known.keySet().iterator();
        while (known.size() >= MOST_KNOWN && some.hasNext()) {
            some.next();
            some.remove();
        }
    }

    private String drawn(Pseudonyms.User user) {
        PseudonymRow row = new PseudonymRow(user, Pseudonyms.draw());
        append(row);
        return row.pseudonym();
    }

    /** What is not in the topic cannot be traced back by those who may: it is tried as long as it is in use. */
    private void append(PseudonymRow row) {
        appender.append(row.record(topic)).whenComplete((position, failure) -> {
            if (failure != null && !closed) {
                LOG.log(Level.DEBUG, "A pseudonym could not be appended, which is tried again", failure);
                A_SECOND_LATER.execute(() -> appendAgain(row));
            }
        });
    }

    private void appendAgain(PseudonymRow row) {
        if (row.pseudonym().equals(known.get(row.user()))) {
            append(row);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        PseudonymRow row = PseudonymRow.read(record.key());
        if (row == null) {
            LOG.log(Level.WARNING, "No pseudonym is at offset " + record.offset() + " of " + topic);
        } else if (record.value() == null) {
            known.remove(row.user(), row.pseudonym());
        } else {
            makeRoom();
            known.putIfAbsent(row.user(), row.pseudonym());
        }
    }

    /** Users that have one. */
    public int size() {
        return known.size();
    }

    @Override
    public void close() {
        closed = true;
        appender.close(Duration.ofSeconds(2));
        reader.stop();
    }
}
