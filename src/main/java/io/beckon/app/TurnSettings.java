package io.beckon.app;

import io.beckon.identity.IceServers;
import io.beckon.identity.TurnCredentials;
import io.beckon.identity.TurnSecret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/** {@code beckon.turn.*}, checked. */
record TurnSettings(BeckonConfig.Turn config) {

    private static final String URIS = "beckon.turn.uris";
    private static final String SECRET = "beckon.turn.secret";
    private static final String USERNAME = "beckon.turn.username";
    private static final String PASSWORD = "beckon.turn.password";
    private static final String NOT_SHOWN = "(not shown)";

    /** RFC 7064 and RFC 7065; an IPv6 address is in brackets. */
    private static final Pattern STUN = Pattern.compile("stuns?:([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private static final Pattern TURN =
            Pattern.compile("turns?:([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?(\\?transport=(udp|tcp))?");

    private static final Pattern LINE_END = Pattern.compile("\\R+\\z");

    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofDays(7);

    IceServers iceServers(InstantSource clock) {
        List<String> uris = config.uris().orElse(List.of()).stream()
                .map(String::strip)
                .map(TurnSettings::checked)
                .toList();
        checkTtl();
        checkWays();
        boolean hasTurn = uris.stream().anyMatch(IceServers::isTurn);
        if (hasTurn && config.secret().isEmpty() && config.username().isEmpty()) {
            throw new Misconfiguration(
                    URIS,
                    String.join(",", uris),
                    "browsers use no TURN server without credentials: set " + SECRET
                            + " to the secret that the TURN server" + " has too, or " + USERNAME + " and " + PASSWORD);
        }
        if (!hasTurn && (config.secret().isPresent() || config.username().isPresent())) {
            throw new Misconfiguration(
                    URIS,
                    String.join(",", uris),
                    "there are credentials, but no TURN server to use them with: add one, such as turn:turn.example.org:3478");
        }
        return config.secret()
                .map(secret -> IceServers.ephemeral(uris, new TurnSecret(line(SECRET, secret)), config.ttl(), clock))
                .orElseGet(() -> IceServers.fixed(uris, fixed(), config.ttl(), clock));
    }

    private TurnCredentials fixed() {
        return new TurnCredentials(
                config.username().orElse(""),
                config.password().map(password -> line(PASSWORD, password)).orElse(""));
    }

    /** Without the line's end that comes with what was taken from a file. */
    private static String line(String name, String secret) {
        String line = LINE_END.matcher(secret).replaceFirst("");
        if (line.isBlank()) {
            throw new Misconfiguration(name, NOT_SHOWN, "it is blank");
        }
        return line;
    }

    private static String checked(String uri) {
        if (!STUN.matcher(uri).matches() && !TURN.matcher(uri).matches()) {
            throw new Misconfiguration(
                    URIS,
                    uri,
                    "write stun:host:port, turn:host:port?transport=udp (or tcp), or turns:host:port, separated by commas");
        }
        return uri;
    }

    private void checkTtl() {
        if (config.ttl().compareTo(LEAST) < 0 || config.ttl().compareTo(MOST) > 0) {
            throw new Misconfiguration(
                    "beckon.turn.ttl", config.ttl().toString(), "it must be between 10S and 168H, such as 1H");
        }
    }

    private void checkWays() {
        if (config.secret().isPresent()
                && (config.username().isPresent() || config.password().isPresent())) {
            throw new Misconfiguration(
                    SECRET,
                    NOT_SHOWN,
                    "it makes credentials for each user: take " + USERNAME + " and " + PASSWORD + " away, or this");
        }
        if (config.username().isPresent() != config.password().isPresent()) {
            boolean hasName = config.username().isPresent();
            throw new Misconfiguration(
                    hasName ? PASSWORD : USERNAME, "", "a user name and a password belong together: set both or none");
        }
    }
}
