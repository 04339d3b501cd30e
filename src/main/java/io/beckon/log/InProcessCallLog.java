package io.beckon.log;

import io.beckon.call.CallProposal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The records of one node's calls, in memory: it keeps the newest. Listeners are called on the threads that append. */
public final class InProcessCallLog implements CallLog {

    private final InProcessTopic<Entry> topic;

    private record Entry(String call, CallProposal proposal) {}

    /** @param capacity maximum number of records kept for those who begin to follow */
    public InProcessCallLog(int capacity) {
        topic = new InProcessTopic<>("calls", capacity);
    }

    @Override
    public CompletionStage<Long> append(String call, CallProposal proposal) {
        return CompletableFuture.completedFuture(topic.append(new Entry(call, proposal)));
    }

    @Override
    public Following follow(Listener listener) {
        var follower = new InProcessTopic.Follower<Entry>() {
            @Override
            public void onRecord(Entry entry, long position, boolean isHistory) {
                listener.onRecord(entry.call, entry.proposal, position, isHistory);
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
