package io.beckon.app;

import io.beckon.following.Instance;
import io.beckon.identity.Ids;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.Cidr;
import io.beckon.session.SessionSettings;
import io.beckon.transport.peerjs.TicketLife;
import io.quarkus.runtime.configuration.MemorySize;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The configuration as the packages want it, checked. */
final class Settings {

    private static final System.Logger LOG = System.getLogger(Settings.class.getName());

    private static final int KEY_BYTES = 32;
    private static final int LEAST_KEY_BYTES = 16;
    /** Sign-outs are remembered for some minutes longer than tokens live. */
    private static final long MOST_LEEWAY_SECONDS = 60;

    private static final Duration GUEST_LIFE = Duration.ofHours(2);
    private static final Duration TICKET_LIFE = Duration.ofHours(8);
    private final BeckonConfig config;

    Settings(BeckonConfig config) {
        this.config = config;
    }

    /** @param lobbies the rooms that are lobbies, whoever comes first */
    SessionSettings session(Set<RoomKey> lobbies) {
        positive("beckon.resume-window", config.resumeWindow());
        positive("beckon.negotiation-timeout", config.negotiationTimeout());
        positive("beckon.heartbeat", config.heartbeat());
        return new SessionSettings(
                config.nodeId().orElseGet(Ids::random),
                new Instance(),
                config.resumeWindow(),
                config.negotiationTimeout(),
                config.heartbeat(),
                config.checkpointLag(),
                LimitSettings.of(config.limits()),
                rules(),
                lobbies,
                new TurnSettings(config.turn()).iceServers(InstantSource.system()));
    }

    /** How long frames are kept: until the slowest way to come back is over. */
    Duration replayAge() {
        Duration slowest =
                config.heartbeat().multipliedBy(2).plus(config.resumeWindow()).plusSeconds(30);
        return slowest.compareTo(config.checkpointLag()) > 0 ? slowest : config.checkpointLag();
    }

    private RoomRules rules() {
        BeckonConfig.Room room = config.room();
        BeckonConfig.MaxParticipants most = room.maxParticipants();
        within("beckon.room.max-participants.mesh", most.mesh(), 1, 1_000_000);
        within("beckon.room.max-participants.sfu", most.sfu(), 1, 1_000_000);
        within("beckon.room.max-participants.mcu", most.mcu(), 1, 1_000_000);
        within("beckon.room.max-participants.broadcast", most.broadcast(), 1, 1_000_000);
        within("beckon.room.max-hosts", room.maxHosts(), 1, 1000);
        within("beckon.room.roster-limit", room.rosterLimit(), 1, 100_000);
        return new RoomRules(
                RoomRules.VERSION,
                most.mesh(),
                most.sfu(),
                most.mcu(),
                most.broadcast(),
                room.maxHosts(),
                room.rosterLimit());
    }

    CandidatePolicy candidates() {
        return new CandidatePolicy(
                networks("beckon.candidates.deny", config.candidates().deny().orElse(List.of())),
                networks("beckon.candidates.allow", config.candidates().allow().orElse(List.of())),
                config.candidates().relayOnly());
    }

    private static List<Cidr> networks(String property, List<String> texts) {
        return texts.stream().map(text -> network(property, text)).toList();
    }

    private static Cidr network(String property, String text) {
        try {
            return Cidr.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new Misconfiguration(property, text, "write a network such as 10.0.0.0/8 or fd00::/8");
        }
    }

    /** Newest first. Without keys of its own a node makes one that ends with it: fine as long as its log does, too. */
    List<byte[]> sessionKeys() {
        if (config.sessionKeys().isEmpty() && isClustered()) {
            throw new Misconfiguration(
                    "beckon.session-keys",
                    "",
                    "with beckon.log=kafka every node needs the same keys: give a list of Base64 texts of at least "
                            + LEAST_KEY_BYTES + " random bytes, such as from 'openssl rand -base64 32'");
        }
        return config.sessionKeys()
                .map(keys -> keys.stream().map(Settings::key).toList())
                .orElseGet(() -> List.of(randomKey()));
    }

    boolean isClustered() {
        return config.log() == BeckonConfig.Log.KAFKA;
    }

    boolean isKeeper() {
        return config.keeper() == BeckonConfig.Keeping.ON;
    }

    /** How often what may be asked for. */
    RateSettings rates() {
        return new RateSettings(config);
    }

    /** For so long a sign-out has to be remembered. */
    Duration longestTokenLife() {
        positive("beckon.longest-token-life", config.longestTokenLife());
        return config.longestTokenLife();
    }

    /** Of a guest's invitation. */
    Duration guestLife() {
        return amongTokens("beckon.guests.life", config.guests().life(), GUEST_LIFE);
    }

    /** Of a ticket for PeerJS. */
    TicketLife ticketLife() {
        Optional<Duration> wanted = config.peerjs().ticketLife();
        return new TicketLife(amongTokens("beckon.peerjs.ticket-life", wanted, TICKET_LIFE), wanted.isPresent());
    }

    /** Sign-outs are not remembered for longer than tokens live: what is usual gives way to that, what somebody wants does not. */
    private Duration amongTokens(String property, Optional<Duration> wanted, Duration usual) {
        Duration longest = longestTokenLife();
        Duration life = wanted.orElse(usual.compareTo(longest) > 0 ? longest : usual);
        positive(property, life);
        if (life.compareTo(longest) > 0) {
            throw new Misconfiguration(
                    property,
                    life.toString(),
                    "it is longer than beckon.longest-token-life (" + longest
                            + "): shorten the one or lengthen the other");
        }
        return life;
    }

    /** By how much the clocks of realms and nodes may differ. */
    Duration leeway() {
        within("beckon.oidc.leeway", config.oidc().leeway().toSeconds(), 0, MOST_LEEWAY_SECONDS);
        return config.oidc().leeway();
    }

    /** A node without heartbeats of its own is lost after this many of another one. */
    int nodeLapse() {
        within("beckon.node-lapse", config.nodeLapse(), 2, 3600);
        return config.nodeLapse();
    }

    /** Every way to come back has to be over before a checkpoint passes it by. */
    Duration checkpointLag() {
        Duration least = Duration.ofSeconds(nodeLapse())
                .plus(config.resumeWindow())
                .plus(config.heartbeat().multipliedBy(2));
        if (config.checkpointLag().compareTo(least) < 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "beckon.checkpoint-lag={0} is shorter than node lapse, resume window and two heartbeats together ({1}):"
                            + " who comes back late may miss frames",
                    config.checkpointLag(),
                    least);
        }
        positive("beckon.checkpoint-lag", config.checkpointLag());
        return config.checkpointLag();
    }

    private static byte[] key(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length >= LEAST_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the key
        }
        throw new Misconfiguration(
                "beckon.session-keys", "(not shown)", "write each key as Base64 of 16 random bytes or more");
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    static void positive(String property, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new Misconfiguration(property, value.toString(), "it must be longer than nothing, such as 30S");
        }
    }

    static void within(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw new Misconfiguration(property, Long.toString(value), "it must be between " + least + " and " + most);
        }
    }

    /** A size of at most 2 GiB less a byte. */
    static int bytes(String property, MemorySize size) {
        within(property, size.asLongValue(), 0, Integer.MAX_VALUE);
        return (int) size.asLongValue();
    }
}
