package io.beckon.kafka;

import io.beckon.audit.Pseudonyms;
import io.beckon.log.Announcer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

    /** Pseudonyms that may wait for the brokers. Those of further users are in audit records and cannot be traced back. */
    static final int MOST_WAITING = 200_000;

    static final int MAX_RECORDS = 50_000;
    static final long MAX_BYTES = 16L << 20;
    private static final int SECONDS_UNTIL_AGAIN = 1;

    private final String topic;
    private final Map<Pseudonyms.User, String> known = new ConcurrentHashMap<>();
    /** What is not in the topic cannot be traced back by those who may: it is tried until it is there. */
    private final Announcer<PseudonymRow> rows;

    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("beckon-pseudonyms-again").factory());
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Appender appender;
    private final TopicReader reader;

    /**
     * @param client common client settings, as the operator gave them
     * @param topic with one partition
     */
    public PseudonymTopic(Map<String, Object> client, String topic) {
        this(client, topic, MOST_WAITING);
    }

    PseudonymTopic(Map<String, Object> client, String topic, int mostWaiting) {
        this.topic = topic;
        rows = new Announcer<>(this::append, mostWaiting);
        ClientSettings settings = new ClientSettings(client);
        appender = new Appender(settings, NAME, topic, new AppendBudget(MAX_RECORDS, MAX_BYTES), new LogFigures());
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
        retries.scheduleWithFixedDelay(rows::retry, SECONDS_UNTIL_AGAIN, SECONDS_UNTIL_AGAIN, TimeUnit.SECONDS);
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
        rows.insist(row);
        return row.pseudonym();
    }

    private CompletionStage<Long> append(PseudonymRow row) {
        return appender.append(row.record(topic));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        PseudonymRow row = PseudonymRow.read(record.key());
        if (row == null) {
            LOG.log(Level.WARNING, "A record is no pseudonym: " + Whereabouts.of(record));
            return;
        }
        // Above all what was deleted is not to be there again.
        rows.seen(row);
        if (record.value() == null) {
            known.remove(row.user(), row.pseudonym());
        } else {
            makeRoom();
            known.putIfAbsent(row.user(), row.pseudonym());
        }
    }

    /** Pseudonyms that are on their way to the topic. */
    public int waiting() {
        return rows.size();
    }

    /** Pseudonyms in audit records that cannot be traced back, since too many waited for the brokers. */
    public long lost() {
        return rows.losses();
    }

    /** Users that have one. */
    public int size() {
        return known.size();
    }

    @Override
    public void close() {
        retries.shutdownNow();
        appender.close(Duration.ofSeconds(2));
        reader.stop();
    }
}
