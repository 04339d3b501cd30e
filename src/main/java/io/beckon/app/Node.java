package io.beckon.app;

import io.beckon.admin.Desk;
import io.beckon.admin.Entrance;
import io.beckon.admin.LookingBack;
import io.beckon.admin.Onlookers;
import io.beckon.admin.Others;
import io.beckon.admin.ThisNode;
import io.beckon.administration.Administration;
import io.beckon.administration.Inspection;
import io.beckon.announcement.SignOut;
import io.beckon.announcement.SignOuts;
import io.beckon.announcement.SignedInOnly;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditLines;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.Denials;
import io.beckon.audit.Journal;
import io.beckon.audit.Persons;
import io.beckon.audit.file.AuditFile;
import io.beckon.audit.file.CaptureFile;
import io.beckon.calling.CallRecords;
import io.beckon.calling.Dialing;
import io.beckon.calling.EndedCalls;
import io.beckon.calling.PhoneBook;
import io.beckon.calling.Switchboard;
import io.beckon.control.Control;
import io.beckon.following.Follower;
import io.beckon.following.FollowingFigures;
import io.beckon.following.RecoveryMemory;
import io.beckon.following.ReplayMemory;
import io.beckon.following.RoomDigest;
import io.beckon.following.Surroundings;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.GuestPasses;
import io.beckon.identity.KeyedHash;
import io.beckon.identity.ShortLivedOnly;
import io.beckon.identity.TokenVerifier;
import io.beckon.log.DueTimers;
import io.beckon.log.Nodes;
import io.beckon.ops.Drain;
import io.beckon.ops.Meters;
import io.beckon.protocol.CborCodec;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MediaCheck;
import io.beckon.protocol.WireLimits;
import io.beckon.session.Authority;
import io.beckon.session.Edge;
import io.beckon.session.Host;
import io.beckon.session.Intake;
import io.beckon.session.ResumeSecrets;
import io.beckon.session.SessionFacts;
import io.beckon.session.SessionFigures;
import io.beckon.session.SessionLives;
import io.beckon.session.SessionSettings;
import io.beckon.session.Sessions;
import io.beckon.session.Unsettled;
import io.beckon.tracing.Tracing;
import io.beckon.transport.Admissions;
import io.beckon.transport.BadTokens;
import io.beckon.transport.Gate;
import io.beckon.transport.Queries;
import io.beckon.transport.Rates;
import io.beckon.transport.http.Askers;
import io.beckon.transport.http.CallsEndpoint;
import io.beckon.transport.http.CheckEndpoint;
import io.beckon.transport.http.GuestsEndpoint;
import io.beckon.transport.http.IceServersEndpoint;
import io.beckon.transport.http.PeopleEndpoint;
import io.beckon.transport.peerjs.Application;
import io.beckon.transport.signaling.PolledSessions;
import io.beckon.transport.signaling.Siblings;
import io.beckon.transport.signaling.SignalingRoutes;
import io.beckon.transport.websocket.Upgrade;
import io.beckon.transport.whip.Resources;
import io.beckon.transport.whip.WhipRoutes;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One node, put together from its configuration. */
final class Node {

    private static final long SLOWEST_TICK_MILLIS = 250;
    private static final long SLOWEST_WATCH_MILLIS = 500;
    private static final long FASTEST_TICK_MILLIS = 20;

    private static final int BOOTSTRAPS_AT_ONCE = 4;
    private static final int RECOVERIES_AT_ONCE = 2;
    static final int MOST_AFTER_CALLS = 10_000;

    final Identity identity;
    final Drain drain;
    /** Where sign-outs are announced. */
    final Control control;

    /** What administrators work with. */
    final Desk desk;

    final Entrance entrance;

    final Upgrade upgrade;
    final IceServersEndpoint iceServers;
    final CallsEndpoint pastCalls;
    final PeopleEndpoint people;
    final CheckEndpoint check;
    final SignalingRoutes signaling;
    final WhipRoutes whip;
    final PeerJsFront peerJs;
    final GuestsEndpoint guests;
    private final Resources broadcasters;
    private final PolledSessions polled;
    private final Backbone backbone;
    private final CountedFacts counted;
    private final Denials audit;
    private final SessionFigures sessionFigures = new SessionFigures();
    private final FollowingFigures followingFigures = new FollowingFigures();
    private final Instant startedAt = Instant.now();
    private final Sessions sessions;
    private final ReplayMemory memory;
    private final Follower follower;
    private final SignOuts signOuts;
    private final Switchboard switchboard;
    private final Dialing dialing;
    private final Edge edge;
    private final Administration administration;
    private final int unsettledSessions;
    private final long tickMillis;
    private final long watchMillis;
    private final ExecutorService bootstraps =
            Executors.newFixedThreadPool(BOOTSTRAPS_AT_ONCE, threads("beckon-follow"));
    private final ExecutorService recoveries =
            Executors.newFixedThreadPool(RECOVERIES_AT_ONCE, threads("beckon-recover"));
    private final ScheduledExecutorService timekeeper =
            Executors.newSingleThreadScheduledExecutor(threads("beckon-time"));

    /** When the node ends, what would follow is left to the others. */
    private final Worker calls = new Worker("beckon-calls", MOST_AFTER_CALLS);

    /**
     * @param address where other nodes reach this one
     * @param tracings makes what traces negotiations, of the node's id
     * @param identities makes the one that the configuration selects, from the newest session key
     */
    Node(
            BeckonConfig config,
            Vertx vertx,
            @Nullable String address,
            String version,
            Brokers brokers,
            Function<String, Tracing> tracings,
            Function<byte[], Identity> identities) {
        Settings checked = new Settings(config);
        List<byte[]> keys = checked.sessionKeys();
        ResumeSecrets secrets = new ResumeSecrets(keys);
        identity = identities.apply(keys.get(0));
        Map<String, Application> applications =
                PeerJsSettings.applications(config.peerjs(), identity instanceof DevelopmentIdentity);
        SessionSettings settings = checked.session(PeerJsSettings.lobbies(applications));
        Settings.within("beckon.kafka.partitions", config.kafka().partitions(), 1, 10_000);
        Settings.within("beckon.limits.unsettled-sessions", config.limits().unsettledSessions(), 1, 1_000_000);
        Settings.within("beckon.limits.bad-tokens-per-minute", config.limits().badTokensPerMinute(), 0, 1_000_000);
        unsettledSessions = config.limits().unsettledSessions();
        boolean shared = config.limits().connectionsPerUser() > 0;
        sessions = new Sessions();
        AuditSettings auditing = new AuditSettings(config.audit());
        AddressPolicy addresses = auditing.addresses(keys.get(0));
        backbone = checked.isClustered()
                ? new KafkaBackbone(config, checked, settings, address, brokers, addresses)
                : EmbeddedBackbone.of(
                        config,
                        new Nodes.Node(settings.instance().id(), settings.node(), address, startedAt),
                        trail(auditing, addresses, settings));
        audit = new Denials(audit(), System::nanoTime);
        counted = new CountedFacts(audit);
        Journal journal = new Journal(counted, addresses, settings.instance()::id, InstantSource.system());
        memory = new ReplayMemory(
                config.replayMemory().asLongValue(), checked.replayAge().toNanos());
        Tracing tracing = tracings.apply(settings.node());
        DueTimers timers = new DueTimers(settings.resumeWindow(), settings.negotiationTimeout());
        CallRecords callRecords = new CallRecords(backbone.calls(), calls);
        follower = new Follower(
                backbone.log(),
                settings.instance(),
                new Surroundings(
                        backbone.instances(),
                        sessions,
                        memory,
                        timers,
                        System::nanoTime,
                        new EndedCalls(sessions, callRecords),
                        followingFigures,
                        tracing),
                backbone.keeps()
                        ? new Follower.OnDemand(
                                bootstraps,
                                recoveries,
                                RecoveryMemory.of(shared),
                                config.kafka().releaseAfter())
                        : null);
        signOuts = new SignOuts(checked.longestTokenLife(), InstantSource.system());
        control = new Control(
                backbone.control(),
                signOuts,
                config.duplicateLogIn(),
                sessions,
                follower,
                backbone.instances(),
                settings,
                System::nanoTime,
                checked.longestTokenLife());
        switchboard = new Switchboard(
                callRecords,
                sessions,
                follower,
                backbone.instances(),
                settings,
                new CallPolicy(config).settings(vertx, keys.get(0)),
                System::nanoTime,
                InstantSource.system());
        administration = new Administration(follower, control, switchboard, journal, InstantSource.system());
        dialing = new Dialing(
                switchboard, settings.limits().roomsPerConnection(), System::nanoTime, InstantSource.system());
        GuestPasses passes = new GuestPasses(
                identity.tokens(),
                keys.stream().map(key -> KeyedHash.derivedKey(key, "guests")).toList(),
                signIn -> signOuts.endsSignIn(GuestPasses.ISSUER, signIn),
                InstantSource.system());
        TokenVerifier tokens = new SignedInOnly(
                new ShortLivedOnly(
                        config.guests().enabled() ? passes : identity.tokens(),
                        checked.longestTokenLife(),
                        checked.leeway(),
                        InstantSource.system()),
                signOuts);
        Unsettled unsettled = Unsettled.of(unsettledSessions, settings.limits().maxFrameBytes(), shared);
        Host host = new Host(follower, unsettled, dialing, journal, sessionFigures, settings, tracing);
        SessionLives lives = new SessionLives(
                List.of(control, switchboard, new SessionFacts(System::nanoTime)), InstantSource.system());
        edge = new Edge(sessions, host, lives, secrets, System::nanoTime, InstantSource.system());
        Authority authority =
                new Authority(secrets, tokens, AccessPolicy.withCalls(AccessPolicy.withGuests(identity.access())));
        Intake intake = new Intake(sessions, host, lives, authority, System::nanoTime);
        WireLimits wireLimits = WireLimits.DEFAULT;
        Gate gate = new Gate(
                AllowedOrigins.of(config),
                tokens,
                new BadTokens(config.limits().badTokensPerMinute(), System::nanoTime),
                new TurnedAway(journal, counted::unavailable));
        entrance = new Entrance(gate, journal);
        Askers askers = new Askers(gate, checked.rates().queries());
        iceServers = new IceServersEndpoint(askers, settings.iceServers());
        PhoneBook phoneBook = new PhoneBook(switchboard, InstantSource.system());
        pastCalls = new CallsEndpoint(askers, phoneBook);
        people = new PeopleEndpoint(askers, phoneBook);
        check = new CheckEndpoint(askers, new MediaCheck(wireLimits, checked.candidates()));
        Admissions admissions = new Admissions(
                config.limits().connectionsPerUser(),
                config.limits().connectionsPerAddress(),
                sessions.users(),
                settings.limits(),
                System::nanoTime);
        JsonCodec json = new JsonCodec(wireLimits, checked.candidates());
        polled = new PolledSessions(
                vertx,
                edge,
                intake,
                sessions,
                follower,
                admissions,
                json,
                () -> !isDraining() && hasRoom(),
                Queries.ofRequests(settings.limits(), System::nanoTime),
                System::nanoTime,
                settings.resumeWindow());
        Siblings siblings = new Siblings(
                vertx,
                backbone.nodes(),
                settings.instance()::id,
                Queries.ofRequests(settings.limits(), System::nanoTime));
        signaling = new SignalingRoutes(
                gate,
                polled,
                siblings,
                follower,
                authority.access(),
                checked.rates().queries(),
                json);
        broadcasters = new Resources(vertx, polled, follower, System::nanoTime, new WhipSettings(config).life());
        whip = new WhipRoutes(
                gate,
                polled,
                signaling.arrival(),
                broadcasters,
                follower,
                authority.access(),
                new WhipRoutes.Rules(
                        new Rates(
                                settings.limits().framesPerSecond(),
                                settings.limits().framesBurst(),
                                System::nanoTime),
                        checked.candidates(),
                        config.whip().lenient()));
        peerJs = new PeerJsFront(
                config.peerjs(),
                applications,
                checked,
                keys,
                gate,
                tokens,
                signOuts,
                new PeerJsFront.Rooms(vertx, edge, intake, follower, authority.access()),
                admissions,
                () -> !isDraining() && hasRoom(),
                settings.instance()::id,
                json);
        guests = new GuestsEndpoint(
                gate,
                passes,
                signIn -> control.announce(new SignOut(GuestPasses.ISSUER, signIn, null, Instant.now(), null)),
                authority.access(),
                checked.rates().queries(),
                checked.rates().guests(),
                journal,
                checked.guestLife(),
                InstantSource.system());
        upgrade = new Upgrade(
                gate,
                admissions,
                edge,
                intake,
                json,
                new CborCodec(wireLimits, checked.candidates()),
                settings.limits().maxFrameBytes(),
                this::hasRoom);
        drain = new Drain(sessions, config.drain().spread(), config.drain().patience());
        ThisNode self = new ThisNode(
                settings.instance()::id,
                settings.node(),
                address,
                startedAt,
                version,
                () -> !drain.hasBegun() && trouble().isEmpty());
        Onlookers onlookers = new Onlookers(tokens);
        control.alsoEnds(onlookers::end);
        desk = new Desk(
                self,
                backbone.nodes(),
                new Inspection(follower, sessions, switchboard, sessionFigures, InstantSource.system()),
                administration,
                new Others(vertx, backbone.nodes(), self.instance()),
                onlookers,
                new LookingBack(backbone.archive()));
        long shortestTimer = Math.min(
                config.resumeWindow().toMillis(), config.negotiationTimeout().toMillis());
        tickMillis = Math.clamp(shortestTimer / 10, FASTEST_TICK_MILLIS, SLOWEST_TICK_MILLIS);
        watchMillis = Math.clamp(config.heartbeat().toMillis() / 10, FASTEST_TICK_MILLIS, SLOWEST_WATCH_MILLIS);
    }

    private static @Nullable EmbeddedAudit trail(
            AuditSettings auditing, AddressPolicy addresses, SessionSettings settings) {
        AuditFile file = auditing.file();
        CaptureFile capture = auditing.captureFile();
        Persons persons = auditing.persons();
        return file == null ? null : new EmbeddedAudit(file, capture, addresses, persons, settings.instance()::id);
    }

    private AuditTrail audit() {
        AuditTrail lines = new AuditLines();
        AuditTrail kept = backbone.audit();
        return event -> {
            lines.add(event);
            kept.add(event);
        };
    }

    private static ThreadFactory threads(String name) {
        return action -> {
            Thread thread = new Thread(action, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    void start() {
        control.start();
        switchboard.start();
        backbone.start(edge::renew, new NodeState(follower, switchboard));
        follower.start();
        timekeeper.scheduleAtFixedRate(Worker.surviving(edge::tick), tickMillis, tickMillis, TimeUnit.MILLISECONDS);
        timekeeper.scheduleAtFixedRate(
                Worker.surviving(switchboard::tick), tickMillis, tickMillis, TimeUnit.MILLISECONDS);
        timekeeper.scheduleAtFixedRate(Worker.surviving(edge::watch), watchMillis, watchMillis, TimeUnit.MILLISECONDS);
        timekeeper.scheduleAtFixedRate(
                Worker.surviving(polled::watch), watchMillis, watchMillis, TimeUnit.MILLISECONDS);
        timekeeper.scheduleAtFixedRate(
                Worker.surviving(broadcasters::watch), watchMillis, watchMillis, TimeUnit.MILLISECONDS);
        timekeeper.scheduleAtFixedRate(Worker.surviving(() -> identity.everySecond(control)), 0, 1, TimeUnit.SECONDS);
        timekeeper.scheduleAtFixedRate(Worker.surviving(edge::everySecond), 1, 1, TimeUnit.SECONDS);
        timekeeper.scheduleAtFixedRate(Worker.surviving(control::everySecond), 1, 1, TimeUnit.SECONDS);
        timekeeper.scheduleAtFixedRate(Worker.surviving(switchboard::everySecond), 1, 1, TimeUnit.SECONDS);
        timekeeper.scheduleAtFixedRate(Worker.surviving(audit::everySecond), 1, 1, TimeUnit.SECONDS);
        timekeeper.scheduleAtFixedRate(
                Worker.surviving(administration.logLevels()::everySecond), 1, 1, TimeUnit.SECONDS);
        timekeeper.scheduleAtFixedRate(Worker.surviving(dialing::tidy), 1, 1, TimeUnit.SECONDS);
    }

    /** Does something more, from a second on after the start. */
    void everySecond(Runnable task) {
        timekeeper.scheduleAtFixedRate(Worker.surviving(task), 1, 1, TimeUnit.SECONDS);
    }

    private boolean isDraining() {
        return drain.hasBegun();
    }

    /** Whether one more session finds a node that can see to it: others may wait for their rooms already. */
    private boolean hasRoom() {
        return backbone.isStarted() && switchboard.isCaughtUp() && edge.unsettled() < unsettledSessions;
    }

    /** What keeps the node from serving, if anything. */
    Optional<String> trouble() {
        return follower.unreadable() > 0
                ? Optional.of(follower.unreadable() + " partitions hold records that this version does not understand")
                : backbone.trouble().or(identity::trouble);
    }

    List<RoomDigest> roomStates() {
        return follower.states();
    }

    void describe(Meters meters) {
        meters.gauge(
                        "beckon.ready",
                        "1 while the node is ready, as /q/health/ready says it",
                        () -> !drain.hasBegun() && trouble().isEmpty() ? 1 : 0)
                .gauge("beckon.sessions.unsettled", "Sessions that wait for their rooms", edge::unsettled);
        new SessionMeters(sessions, sessionFigures).describe(meters);
        new FollowingMeters(follower, memory, followingFigures).describe(meters);
        new CallMeters(switchboard, calls).describe(meters);
        new ControlMeters(control, signOuts).describe(meters);
        counted.describe(meters);
        backbone.describe(meters);
    }

    /** Lets the clients go; blocks until they are gone, or for a bounded time. */
    void stop() {
        upgrade.drain();
        drain.run();
        timekeeper.shutdown();
        bootstraps.shutdown();
        recoveries.shutdown();
        calls.close();
        audit.flush();
        backbone.stop();
    }
}
