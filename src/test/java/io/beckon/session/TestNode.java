package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.announcement.SignOuts;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.Journal;
import io.beckon.calling.CallRecords;
import io.beckon.calling.CallSettings;
import io.beckon.calling.Dialing;
import io.beckon.calling.EndedCalls;
import io.beckon.calling.Switchboard;
import io.beckon.calling.WakeUp;
import io.beckon.control.Control;
import io.beckon.control.DuplicateLogIns;
import io.beckon.following.Follower;
import io.beckon.following.FollowingFigures;
import io.beckon.following.Instance;
import io.beckon.following.ReplayMemory;
import io.beckon.following.Surroundings;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.IceServers;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.KeyedHash;
import io.beckon.identity.TokenVerifier;
import io.beckon.log.CallLog;
import io.beckon.log.ControlLog;
import io.beckon.log.DueTimers;
import io.beckon.log.InProcessCallLog;
import io.beckon.log.InProcessControlLog;
import io.beckon.log.Instances;
import io.beckon.log.RoomLog;
import io.beckon.room.RoomRules;
import io.beckon.tracing.NoTracing;
import io.beckon.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A node without transports: its logs, its clocks and its tokens are those of a test. */
public final class TestNode {

    static final int CALLS_PER_MINUTE = 30;

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration AGE = Duration.ofMinutes(2);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    public final Sessions sessions;
    public final SessionSettings settings;
    public final Follower follower;
    public final Control control;
    public final Switchboard switchboard;
    public final Edge edge;
    public final Intake intake;
    public final SessionFigures figures = new SessionFigures();
    public final FollowingFigures following = new FollowingFigures();
    final Host host;
    final ResumeSecrets secrets;

    /** What a test has its own of. */
    public static final class Plan {

        private final RoomLog rooms;
        private ControlLog control = new InProcessControlLog(100);
        private DuplicateLogIns duplicateLogIns = DuplicateLogIns.ALLOW;
        private CallLog calls = new InProcessCallLog(100);
        private LongSupplier clock = System::nanoTime;
        private InstantSource wallClock = InstantSource.system();
        private Limits limits = Limits.DEFAULT;
        private Unsettled unsettled = Unsettled.of(Integer.MAX_VALUE, 0, false);
        private Follower.@Nullable OnDemand onDemand;
        private TokenVerifier tokens = token -> CompletableFuture.failedFuture(new InvalidToken("none is known"));
        private AuditTrail audit = event -> {};
        private UnaryOperator<CallDesk> desk = UnaryOperator.identity();
        private long replayBytes = 1 << 20;
        private RoomRules rules = RoomRules.DEFAULT;
        private Tracing tracing = NoTracing.NO_TRACING;
        private int mostAbsent = Sessions.MOST_ABSENT;
        private List<byte[]> keys = List.of("a key for tests only".getBytes(UTF_8));

        public Plan(RoomLog rooms) {
            this.rooms = rooms;
        }

        public Plan control(ControlLog log) {
            control = log;
            return this;
        }

        public Plan duplicateLogIns(DuplicateLogIns policy) {
            duplicateLogIns = policy;
            return this;
        }

        public Plan calls(CallLog log) {
            calls = log;
            return this;
        }

        public Plan clocks(LongSupplier nanos, InstantSource wall) {
            clock = nanos;
            wallClock = wall;
            return this;
        }

        public Plan rules(RoomRules chosen) {
            rules = chosen;
            return this;
        }

        public Plan tracing(Tracing chosen) {
            tracing = chosen;
            return this;
        }

        Plan limits(Limits chosen) {
            limits = chosen;
            return this;
        }

        Plan unsettled(Unsettled chosen) {
            unsettled = chosen;
            return this;
        }

        Plan onDemand(Follower.@Nullable OnDemand chosen) {
            onDemand = chosen;
            return this;
        }

        public Plan tokens(TokenVerifier verifier) {
            tokens = verifier;
            return this;
        }

        Plan audit(AuditTrail trail) {
            audit = trail;
            return this;
        }

        /** Sessions have to do with another desk for calls, made from the real one. */
        Plan desk(UnaryOperator<CallDesk> another) {
            desk = another;
            return this;
        }

        Plan replayBytes(long bytes) {
            replayBytes = bytes;
            return this;
        }

        /** @param chosen newest first */
        public Plan keys(List<byte[]> chosen) {
            keys = chosen;
            return this;
        }

        Plan mostAbsent(int most) {
            mostAbsent = most;
            return this;
        }

        /** Everything of it has begun. */
        public TestNode start() {
            TestNode node = new TestNode(this);
            node.control.start();
            node.switchboard.start();
            node.follower.start();
            return node;
        }
    }

    private TestNode(Plan plan) {
        secrets = new ResumeSecrets(plan.keys);
        sessions = new Sessions(plan.mostAbsent);
        settings = new SessionSettings(
                "node",
                new Instance(),
                WINDOW,
                Duration.ofSeconds(30),
                Duration.ofSeconds(25),
                AGE,
                plan.limits,
                plan.rules,
                Set.of(),
                IceServers.fixed(List.of(), null, TOKEN_LIFE, plan.wallClock));
        Instances instances = new Instances(30);
        CallRecords records = new CallRecords(plan.calls, Runnable::run);
        Surroundings here = new Surroundings(
                instances,
                sessions,
                new ReplayMemory(plan.replayBytes, AGE.toNanos()),
                new DueTimers(settings.resumeWindow(), settings.negotiationTimeout()),
                plan.clock,
                new EndedCalls(sessions, records),
                following,
                plan.tracing);
        follower = new Follower(plan.rooms, settings.instance(), here, plan.onDemand);
        control = new Control(
                plan.control,
                new SignOuts(TOKEN_LIFE, plan.wallClock),
                plan.duplicateLogIns,
                sessions,
                follower,
                instances,
                settings,
                plan.clock,
                TOKEN_LIFE);
        CallSettings calls = new CallSettings(
                false, WakeUp.NOBODY, CALLS_PER_MINUTE, new KeyedHash("a key for tests only".getBytes(UTF_8)));
        switchboard =
                new Switchboard(records, sessions, follower, instances, settings, calls, plan.clock, plan.wallClock);
        host = new Host(
                follower,
                plan.unsettled,
                plan.desk.apply(
                        new Dialing(switchboard, settings.limits().roomsPerConnection(), plan.clock, plan.wallClock)),
                new Journal(plan.audit, AddressPolicy.FULL, settings.instance()::id, plan.wallClock),
                figures,
                settings,
                plan.tracing);
        SessionLives lives =
                new SessionLives(List.of(control, switchboard, new SessionFacts(plan.clock)), plan.wallClock);
        edge = new Edge(sessions, host, lives, secrets, plan.clock, plan.wallClock);
        intake = new Intake(
                sessions, host, lives, new Authority(secrets, plan.tokens, AccessPolicy.BY_TOKEN), plan.clock);
    }
}
