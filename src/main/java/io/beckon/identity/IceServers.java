package io.beckon.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The STUN and TURN servers that clients may use, and what lets each user in there. Safe for use by several threads. */
public final class IceServers {

    /** When this much of the life of credentials has passed, new ones are due: clients have them before 80 percent. */
    private static final double RENEWED_AFTER = 0.7;

    private final List<String> stun;
    private final List<String> turn;
    private final @Nullable TurnSecret secret;
    private final @Nullable TurnCredentials fixed;
    private final Duration life;
    private final InstantSource clock;

    private IceServers(
            List<String> uris,
            @Nullable TurnSecret secret,
            @Nullable TurnCredentials fixed,
            Duration life,
            InstantSource clock) {
        this.stun = uris.stream().filter(uri -> !isTurn(uri)).toList();
        this.turn = uris.stream().filter(IceServers::isTurn).toList();
        this.secret = secret;
        this.fixed = fixed;
        this.life = life;
        this.clock = clock;
    }

    /** Every user gets credentials of its own for the TURN servers, and new ones before they end. */
    public static IceServers ephemeral(List<String> uris, TurnSecret secret, Duration life, InstantSource clock) {
        return new IceServers(uris, secret, null, life, clock);
    }

    /** Every user gets the same. */
    public static IceServers fixed(
            List<String> uris, @Nullable TurnCredentials credentials, Duration life, InstantSource clock) {
        return new IceServers(uris, null, credentials, life, clock);
    }

    /** Whether a URI names a TURN server (RFC 7065), which asks for credentials. */
    public static boolean isTurn(String uri) {
        return uri.startsWith("turn");
    }

    /** What this user may use from now on. */
    public Grant to(Caller caller) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(life).truncatedTo(ChronoUnit.SECONDS);
        TurnCredentials credentials = secret == null ? fixed : secret.credentialsOf(caller, expiresAt);
        List<Server> servers = new ArrayList<>(2);
        if (!stun.isEmpty()) {
            servers.add(new Server(stun, null));
        }
        if (!turn.isEmpty()) {
            servers.add(new Server(turn, credentials));
        }
        return new Grant(servers, expiresAt, secret == null || turn.isEmpty() ? null : renewal(now, expiresAt));
    }

    private static Instant renewal(Instant now, Instant expiresAt) {
        long millis = Duration.between(now, expiresAt).toMillis();
        return now.plusMillis((long) (millis * RENEWED_AFTER));
    }

    /** Servers that take the same credentials. */
    public record Server(List<String> urls, @Nullable TurnCredentials credentials) {}

    /**
     * The servers for one user.
     *
     * @param expiresAt until when they are good for sure
     * @param renewAt when the user is to be given new ones; {@code null}: these stay good
     */
    public record Grant(
            List<Server> servers,
            Instant expiresAt,
            @Nullable Instant renewAt) {}
}
