package io.beckon.kafka;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks every second whether the events topic is still the one that it was: a topic that was deleted and made anew has another
 * id, and its offsets mean something else. One thread.
 */
final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(TopicWatch.class.getName());

    /** A broker that has just begun may not know the topic yet. */
    static final int MISSES = 5;

    private final Admin admin;
    private final String topic;
    private final int partitions;
    private final Duration interval;
    private final Runnable whenAnother;
    private final LinkedBlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile Uuid id;
    private volatile boolean grown;
    private volatile @Nullable String trouble;
    /** Since the topic was seen last. */
    private int misses;

    private volatile boolean stopping;

    /** @param whenAnother is called, on this thread, when another topic is in the place of the one before */
    TopicWatch(Admin admin, String topic, int partitions, Uuid id, Duration interval, Runnable whenAnother) {
        this.admin = admin;
        this.topic = topic;
        this.partitions = partitions;
        this.id = id;
        this.interval = interval;
        this.whenAnother = whenAnother;
        this.thread = new Thread(this::run, "beckon-topic-watch");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Uuid id() {
        return id;
    }

    /** Whether partitions were added to the topic. They are never used. */
    boolean hasGrown() {
        return grown;
    }

    /** What is the matter with the topic, if brokers have said so since it was seen last. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Looks now, until it has seen the topic, then calls this. */
    void afterALook(Runnable action) {
        asked.add(action);
    }

    private void run() {
        List<Runnable> waiting = new ArrayList<>();
        try {
            while (!stopping) {
                Runnable first = asked.poll(interval.toNanos(), TimeUnit.NANOSECONDS);
                if (first != null) {
                    waiting.add(first);
                    asked.drainTo(waiting);
                }
                if (look()) {
                    waiting.forEach(TopicWatch::run);
                    waiting.clear();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "The watch over the topic ends");
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(Level.ERROR, "What follows from a look at the topic has failed", e);
        }
    }

    /** Returns whether the topic was seen. */
    boolean look() throws InterruptedException {
        try {
            var described =
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            see(Objects.requireNonNull(described).get());
            return true;
        } catch (ExecutionException e) {
            missed(e.getCause());
            return false;
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(Level.WARNING, "The topic cannot be looked at", e);
            return false;
        }
    }

    /** Other failures pass when the brokers are there again; these want somebody to do something. */
    private void missed(@Nullable Throwable failure) {
        LOG.log(Level.DEBUG, "The topic cannot be looked at", failure);
        if (failure instanceof UnknownTopicOrPartitionException) {
            missed("the topic " + topic + " is gone");
        } else if (failure instanceof AuthorizationException) {
            missed("this principal may not describe the topic " + topic);
        }
    }

    private void missed(String why) {
        if (++misses == MISSES) {
            LOG.log(Level.ERROR, "Rooms cannot be served: " + why);
            trouble = why;
        }
    }

    private void see(TopicDescription seen) {
        misses = 0;
        trouble = null;
        if (!seen.topicId().equals(id)) {
            LOG.log(Level.ERROR, "A topic was deleted and made anew: all rooms begin anew: topic=" + topic);
            id = seen.topicId();
            run(whenAnother);
        }
        boolean more = seen.partitions().size() > partitions;
        if (more && !grown) {
            LOG.log(
                    Level.ERROR,
                    "A topic has more partitions now, of which only the first are used (beckon.kafka.partitions), as before:"
                            + " topic=" + topic + " partitions="
                            + seen.partitions().size() + " used=" + partitions);
        }
        grown = more;
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
