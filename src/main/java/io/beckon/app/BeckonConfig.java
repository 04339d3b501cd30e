package io.beckon.app;

import io.beckon.control.DuplicateLogIns;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of {@code beckon.*}. What each property means is in docs/operations.md. A choice is written in small letters with hyphens: {@code
 * in-process}.
 */
@ConfigMapping(prefix = "beckon")
interface BeckonConfig {

    @WithDefault("in-process")
    Log log();

    /** By default {@link IdentityKind#OIDC} as soon as a realm is configured. */
    Optional<IdentityKind> identity();

    Optional<String> nodeId();

    /** Where other nodes reach this one; by default where it listens. */
    Optional<String> internalUrl();

    /** Base64, newest first. */
    Optional<List<String>> sessionKeys();

    @WithDefault("30S")
    Duration resumeWindow();

    @WithDefault("30S")
    Duration negotiationTimeout();

    @WithDefault("allow")
    DuplicateLogIns duplicateLogIn();

    @WithDefault("24H")
    Duration longestTokenLife();

    @WithDefault("25S")
    Duration heartbeat();

    @WithDefault("120S")
    Duration checkpointLag();

    /** Heartbeats. */
    @WithDefault("10")
    int nodeLapse();

    @WithDefault("on")
    Keeping keeper();

    /** Bytes that the room histories may take. */
    @WithDefault("67108864")
    MemorySize replayMemory();

    Optional<List<String>> allowedOrigins();

    Oidc oidc();

    Access access();

    InProcess inProcess();

    Kafka kafka();

    Audit audit();

    Room room();

    Candidates candidates();

    Limits limits();

    Calls calls();

    Turn turn();

    Drain drain();

    PeerJs peerjs();

    Whip whip();

    Guests guests();

    enum Log {
        IN_PROCESS,
        KAFKA
    }

    enum IdentityKind {
        DEVELOPMENT,
        OIDC
    }

    enum Keeping {
        ON,
        OFF
    }

    interface Guests {
        @WithDefault("false")
        boolean enabled();

        /** Of an invitation, and of all that comes of it. Without it 2 h, or as long as tokens live where that is shorter. */
        Optional<Duration> life();

        /** Tokens by one invitation for one network; so many at once, too. */
        @WithDefault("1000")
        int perMinute();
    }

    interface Whip {
        /** Whether candidates need no {@code If-Match}, which old clients do not send. */
        @WithDefault("false")
        boolean lenient();

        /** Of the place of a client that says nothing, where who has answered says nothing of the connection either. */
        @WithDefault("12H")
        Duration lease();
    }

    interface PeerJs {
        /** By default only with the development identity. */
        Optional<Boolean> enabled();

        /** By the keys that clients name; without any, one key {@code peerjs}. */
        Map<String, Application> keys();

        /** Values of the client's {@code path}, beside {@code /} and {@code /peerjs}. */
        Optional<List<String>> path();

        /** Of those who have not signed in, by one address; so many at once, too: twice as many as it may have connections. */
        @WithDefault("2000")
        int anonymousPerMinute();

        /**
         * Of a ticket for those who have signed in. Without it 8 h, or as long as tokens live where that is shorter, and where the realm is
         * asked about tokens no longer than its own.
         */
        Optional<Duration> ticketLife();
    }

    interface Application {
        @WithDefault("default")
        String tenant();

        /** By default it is named like the key. */
        Optional<String> room();

        @WithDefault("false")
        boolean anonymous();

        @WithDefault("false")
        boolean discovery();

        /** Whether pages of any origin may use it; only where it is anonymous. */
        @WithDefault("false")
        boolean anyOrigin();
    }

    interface Calls {
        /** What becomes of a call to somebody who talks already. */
        @WithDefault("ring")
        WhenBusy whenBusy();

        /** An HTTP address that wakes devices; without it only connected ones ring. */
        Optional<String> wakeWebhook();

        /** Sent with it as a bearer token. */
        Optional<String> wakeToken();
    }

    enum WhenBusy {
        RING,
        BUSY
    }

    interface Oidc {
        /** Whose tokens are taken; without: any client's of the realm. */
        Optional<List<String>> clients();

        /** The page's own, a public one; without: the service's. */
        Optional<String> pageClient();

        @WithDefault("false")
        boolean introspectOnResume();

        /** By how much the clocks of realms and nodes may differ. */
        @WithDefault("5S")
        Duration leeway();

        /** Zero: realms are never asked whether all tokens are void. */
        @WithDefault("10S")
        Duration pollInterval();
    }

    interface Access {
        @WithDefault("token")
        DecidedBy decidedBy();

        /** How long a decision of Keycloak stands. */
        @WithDefault("60S")
        Duration decisionLife();

        Map<String, Rule> rules();
    }

    enum DecidedBy {
        TOKEN,
        KEYCLOAK
    }

    interface Rule {
        Optional<List<String>> tenants();

        Optional<List<String>> roles();

        Optional<List<String>> clientRoles();

        Optional<List<String>> groups();

        @WithDefault("*")
        List<String> rooms();

        Optional<List<String>> rights();

        /** The ids of those who may be called. */
        Optional<List<String>> calls();
    }

    interface InProcess {
        /** Bytes of records that the log may keep. Nobody begins to read it once the node has started, so that none are needed. */
        @WithDefault("0")
        MemorySize capacity();
    }

    interface Kafka {
        @WithDefault("signaling")
        String topicPrefix();

        /** After which a partition that no session here needs is followed no more. */
        @WithDefault("30S")
        Duration releaseAfter();

        @WithDefault("64")
        int partitions();
    }

    interface Room {
        @WithDefault("1000")
        int rosterLimit();

        @WithDefault("8")
        int maxHosts();

        MaxParticipants maxParticipants();
    }

    interface MaxParticipants {
        @WithDefault("50")
        int mesh();

        @WithDefault("1000")
        int sfu();

        @WithDefault("1000")
        int mcu();

        @WithDefault("100000")
        int broadcast();
    }

    interface Candidates {
        Optional<List<String>> deny();

        Optional<List<String>> allow();

        @WithDefault("false")
        boolean relayOnly();
    }

    interface Audit {
        /** What auditors see of clients' addresses. */
        @WithDefault("truncated")
        Addresses addresses();

        /** What auditors see of users. */
        @WithDefault("named")
        UserNames users();

        /** Where a node without brokers writes audit events; without it nowhere. */
        Optional<String> file();

        /** After which the file is replaced. */
        @WithDefault("67108864")
        MemorySize fileBytes();

        /** Files before the newest, 0 to 999. */
        @WithDefault("10")
        int filesKept();

        /** A private key of Ed25519 in PEM, or its file, that signs the seals over the audit trail; without it they are not signed. */
        Optional<String> signingKey();

        /** The file of a public key on P-256 for which all that is said is captured, encrypted; without it nothing is. */
        Optional<String> captureKey();
    }

    enum Addresses {
        FULL,
        TRUNCATED,
        HASHED
    }

    enum UserNames {
        NAMED,
        /** Whose owners can be forgotten. */
        PSEUDONYMS
    }

    interface Limits {
        /** By one user, on this node. */
        @WithDefault("10")
        int callsPerMinute();

        @WithDefault("524288")
        MemorySize maxFrameBytes();

        @WithDefault("50")
        int framesPerSecond();

        @WithDefault("1000")
        int framesBurst();

        @WithDefault("262144")
        MemorySize bytesPerSecond();

        @WithDefault("4194304")
        MemorySize bytesBurst();

        @WithDefault("20")
        int connectionsPerUser();

        @WithDefault("1000")
        int connectionsPerAddress();

        @WithDefault("16")
        int roomsPerConnection();

        @WithDefault("1048576")
        MemorySize outboundQueueBytes();

        @WithDefault("1000")
        int unsettledSessions();

        @WithDefault("20")
        int badTokensPerMinute();

        /** Of all clients, on each port. */
        @WithDefault("20000")
        int openConnections();

        /** A second, of one address; of connections a fifth. */
        @WithDefault("1000")
        int requestsPerAddress();

        @WithDefault("20000")
        int requestsPerAddressBurst();

        /** Until a request's head is there, and then its body. */
        @WithDefault("20S")
        Duration requestTimeout();

        /** Of header lines without the token. */
        @WithDefault("8192")
        MemorySize requestHeadBytes();

        /** Bytes of heap that requests take until they are answered. */
        @WithDefault("33554432")
        MemorySize requestMemory();

        /** Of past calls, people and ICE servers, a second, by one user. */
        @WithDefault("10")
        int queriesPerSecond();

        @WithDefault("60")
        int queriesBurst();

        @WithDefault("20")
        int malformedPerMinute();

        @WithName("rate-limited-per-10s")
        @WithDefault("100")
        int rateLimitedPerTenSeconds();

        /** Nobody takes what waits for so long: the connection ends. */
        @WithDefault("30S")
        Duration stalledAfter();

        /** All connections of a user to this node together may do as much as this many connections. */
        @WithDefault("4")
        int userShares();

        /** All guests of one invitation may do together what so many users may; so may all in one network who have not signed in. */
        @WithDefault("50")
        int crowdUsers();

        @WithDefault("10")
        int userConnectionsPerSecond();

        @WithDefault("200")
        int userConnectionsBurst();

        /** By one user, on this node. */
        @WithDefault("600")
        int joinsPerMinute();

        /** On one connection. */
        @WithDefault("20")
        int refreshesPerMinute();
    }

    interface Turn {
        Optional<List<String>> uris();

        /** Shared with the TURN servers. */
        Optional<String> secret();

        @WithDefault("1H")
        Duration ttl();

        Optional<String> username();

        Optional<String> password();
    }

    interface Drain {
        /** Over which many clients are asked to come back. */
        @WithDefault("8S")
        Duration spread();

        /** How long to wait for connections to end. */
        @WithDefault("6S")
        Duration patience();
    }
}
