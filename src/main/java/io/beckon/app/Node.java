package io.beckon.app;

import io.beckon.development.DevelopmentTokens;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.RoomLog;
import io.beckon.ops.Drain;
import io.beckon.protocol.CborCodec;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.session.Edge;
import io.beckon.session.Follower;
import io.beckon.session.Intake;
import io.beckon.session.ReplayMemory;
import io.beckon.session.ResumeSecrets;
import io.beckon.session.SessionSettings;
import io.beckon.session.Sessions;
import io.beckon.session.Timers;
import io.beckon.transport.websocket.Admissions;
import io.beckon.transport.websocket.Origins;
import io.beckon.transport.websocket.Upgrade;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One node, put together from its configuration. */
final class Node {

    private static final System.Logger LOG = System.getLogger(Node.class.getName());

    private static final long SLOWEST_TICK_MILLIS = 250;
    private static final long SLOWEST_WATCH_MILLIS = 500;
    private static final long FASTEST_TICK_MILLIS = 20;

    final DevelopmentTokens developmentTokens = new DevelopmentTokens();
    final Drain drain;
    final Upgrade upgrade;
    private final Follower follower;
    private final Edge edge;
    private final long tickMillis;
    private final long watchMillis;
    private final ScheduledExecutorService timekeeper = Executors.newSingleThreadScheduledExecutor(action -> {
        Thread thread = new Thread(action, "beckon-time");
        thread.setDaemon(true);
        return thread;
    });

    Node(BeckonConfig config) {
        Settings checked = new Settings(config);
        SessionSettings settings = checked.session();
        ResumeSecrets secrets = checked.secrets();
        Sessions sessions = new Sessions();
        Settings.within("beckon.kafka.partitions", config.kafka().partitions(), 1, 10_000);
        RoomLog log = new InProcessRoomLog(
                config.kafka().partitions(), config.inProcess().capacity());
        ReplayMemory memory =
                new ReplayMemory(config.replayMemory(), checked.replayAge().toNanos());
        Timers timers = new Timers(settings.resumeWindow(), settings.negotiationTimeout());
        follower = new Follower(log, settings.instance(), sessions, memory, timers, System::nanoTime);
        edge = new Edge(sessions, follower, secrets, settings, System::nanoTime, InstantSource.system());
        Intake intake = new Intake(follower, sessions, secrets, settings, System::nanoTime);
        WireLimits wireLimits = WireLimits.DEFAULT;
        upgrade = new Upgrade(
                new Origins(Set.copyOf(config.allowedOrigins().orElse(List.of()))),
                developmentTokens,
                new Admissions(
                        config.limits().connectionsPerUser(), config.limits().connectionsPerAddress()),
                edge,
                intake,
                new JsonCodec(wireLimits, checked.candidates()),
                new CborCodec(wireLimits, checked.candidates()),
                config.limits().maxFrameBytes());
        drain = new Drain(sessions, config.drain().spread(), config.drain().patience());
        long shortestTimer = Math.min(
                config.resumeWindow().toMillis(), config.negotiationTimeout().toMillis());
        tickMillis = Math.clamp(shortestTimer / 10, FASTEST_TICK_MILLIS, SLOWEST_TICK_MILLIS);
        watchMillis = Math.clamp(config.heartbeat().toMillis() / 10, FASTEST_TICK_MILLIS, SLOWEST_WATCH_MILLIS);
    }

    void start() {
        follower.start();
        timekeeper.scheduleAtFixedRate(guarded(edge::tick), tickMillis, tickMillis, TimeUnit.MILLISECONDS);
        timekeeper.scheduleAtFixedRate(guarded(edge::watch), watchMillis, watchMillis, TimeUnit.MILLISECONDS);
        timekeeper.scheduleAtFixedRate(guarded(edge::tellCounts), 1, 1, TimeUnit.SECONDS);
    }

    /** A task that fails goes on the next time. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a periodic task failed", e);
            }
        };
    }

    /** Lets the clients go; blocks until they are gone, or for a bounded time. */
    void stop() {
        upgrade.drain();
        drain.run();
        timekeeper.shutdown();
    }
}
