package io.beckon.calling;

import io.beckon.call.CallProposal;
import io.beckon.log.Announcer;
import io.beckon.log.CallLog;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** What this node has to say in the log of calls. Safe for use by several threads. */
public final class CallRecords {

    /** Maximum number of records on their way to the log. */
    static final int MOST_SAID = 20_000;

    private final CallLog log;
    private final Executor afterwards;
    private final Announcer<Said> announcer;
    private final AtomicBoolean saying = new AtomicBoolean();

    private record Said(String call, CallProposal proposal) {}

    /**
     * @param afterwards runs what follows from a record, one after the other, on a thread that holds nothing. What it drops, for it
     *     has too much to do, is done later or by others; only who is asleep then is not woken
     */
    public CallRecords(CallLog log, Executor afterwards) {
        this.log = log;
        this.afterwards = afterwards;
        this.announcer = new Announcer<>(said -> log.append(said.call, said.proposal), MOST_SAID);
    }

    void follow(CallLog.Listener listener) {
        log.follow(listener);
    }

    void afterwards(Runnable action) {
        afterwards.execute(action);
    }

    CompletionStage<Long> append(String call, CallProposal proposal) {
        return log.append(call, proposal);
    }

    /** Says it in the log, however long that takes. Appends nothing meanwhile, so that any monitor may be held. */
    void say(String call, CallProposal proposal) {
        announcer.put(new Said(call, proposal));
        if (saying.compareAndSet(false, true)) {
            afterwards(this::sayAll);
        }
    }

    private void sayAll() {
        saying.set(false);
        announcer.flush();
    }

    /** Tries again what has to get into the log. Called once a second. */
    void retry() {
        sayAll();
        announcer.retry();
    }

    /** How many found no room. */
    long losses() {
        return announcer.losses();
    }
}
