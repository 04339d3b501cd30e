package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.identity.KeyedHash;
import io.beckon.room.Incarnation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What proves that a session is one's own: an HMAC-SHA-256 (RFC 2104) of the session, the issuer and the subject. Any node with
 * the same keys can check it, and none has to remember it. The secret of a session that has come back says how often, behind the
 * hash and proven by it: what an earlier life of the session left on its way to a room is then told to be older, also where no room
 * knows of that life.
 */
public final class ResumeSecrets {

    private static final Pattern SECRET = Pattern.compile("(?<hash>.{43})(?<number>([1-9]\\d{0,8})?)");

    private final List<KeyedHash> keys;

    /** @param keys newest first: the first one signs, all of them are accepted */
    public ResumeSecrets(List<byte[]> keys) {
        this.keys = keys.stream().map(KeyedHash::new).toList();
    }

    /** @param number of the incarnation, from {@link Incarnation#FIRST} on */
    String of(String session, Caller caller, int number) {
        String suffix = suffix(number);
        return keys.get(0).of(proven(session, caller, suffix)) + suffix;
    }

    private static String suffix(int number) {
        return number == Incarnation.FIRST ? "" : String.valueOf(number);
    }

    /** An id that is the same for the same request of the same user, and that nobody without the key can tell. */
    String sessionOf(Caller caller, String room, String request) {
        return keys.get(0).of(List.of("session", caller.issuer(), caller.tenant(), caller.user(), room, request));
    }

    /** The number of the incarnation that was given this secret; 0 if the session is not the caller's by it. */
    int proven(String secret, String session, Caller caller) {
        Matcher parts = SECRET.matcher(secret);
        if (!parts.matches()) {
            return 0;
        }
        String suffix = parts.group("number");
        byte[] given = parts.group("hash").getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (KeyedHash key : keys) {
            byte[] right = key.of(proven(session, caller, suffix)).getBytes(StandardCharsets.UTF_8);
            matches |= MessageDigest.isEqual(given, right);
        }
        if (!matches) {
            return 0;
        }
        return suffix.isEmpty() ? Incarnation.FIRST : Integer.parseInt(suffix);
    }

    private static List<String> proven(String session, Caller caller, String suffix) {
        Stream<String> always = Stream.of(session, caller.issuer(), caller.tenant(), caller.user());
        return Stream.concat(always, Stream.of(suffix).filter(number -> !number.isEmpty()))
                .toList();
    }
}
