package io.beckon.log;

import io.beckon.announcement.Announcement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The control log of one node, in memory: it keeps the newest. Listeners are called on the threads that append. */
public final class InProcessControlLog implements ControlLog {

    private final InProcessTopic<Announcement> topic;

    /** @param capacity maximum number of records kept for those who begin to follow */
    public InProcessControlLog(int capacity) {
        topic = new InProcessTopic<>("control", capacity);
    }

    @Override
    public CompletionStage<Void> append(Announcement announcement) {
        topic.append(announcement);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Following follow(Listener listener) {
        var follower = new InProcessTopic.Follower<Announcement>() {
            @Override
            public void onRecord(Announcement announcement, long position, boolean isHistory) {
                listener.onAnnouncement(announcement);
            }

            @Override
            public void onCaughtUp() {
                listener.onCaughtUp();
            }
        };
        topic.follow(follower);
        return () -> topic.end(follower);
    }
}
