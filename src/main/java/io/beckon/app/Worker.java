package io.beckon.app;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread that does one thing after the other, and survives whatever it does. What finds its queue full is dropped and counted;
 * after its end all is dropped.
 */
final class Worker implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());

    private final String name;
    private final ThreadPoolExecutor thread;
    private final AtomicLong lost = new AtomicLong();

    /** @param most so much may wait */
    Worker(String name, int most) {
        this.name = name;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(most),
                action -> {
                    Thread made = new Thread(action, name);
                    made.setDaemon(true);
                    return made;
                },
                (task, full) -> drop(full.isShutdown()));
    }

    private void drop(boolean atTheEnd) {
        if (!atTheEnd && lost.getAndIncrement() == 0) {
            LOG.log(System.Logger.Level.ERROR, "{0} has too much to do: some of it is dropped", name);
        }
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(surviving(task));
    }

    /** How many tasks wait. */
    int waiting() {
        return thread.getQueue().size();
    }

    /** How much was dropped. */
    long lost() {
        return lost.get();
    }

    /** A task whose failure is told and ends nothing else: not the thread that runs it, nor its being run again. */
    static Runnable surviving(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                report(e);
            }
        };
    }

    private static void report(Throwable failure) {
        try {
            LOG.log(System.Logger.Level.ERROR, "a task failed", failure);
        } catch (RuntimeException | Error e) {
            // Where there is no memory to say so, there may be for what comes next.
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
