package io.beckon.transport.whip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The strong entity tag of an ICE session (RFC 9725 section 4.3.1): it follows from what every node can know, and is kept nowhere. */
final class EntityTag {

    private static final String ANY = "*";

    private static final int BYTES = 12;

    private EntityTag() {}

    /**
     * With its quotation marks.
     *
     * @param generation the fingerprint of the client's username fragment
     */
    static String of(String session, long generation) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((session + " " + generation).getBytes(UTF_8));
            return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether a condition {@code If-Match} names the tag, compared strongly (RFC 9110 section 13.1.1), or any. An asterisk in quotation marks is any,
     * too: so RFC 9725 writes it in its example of a restart (section 4.3.3).
     */
    static boolean matches(String condition, String tag) {
        return Arrays.stream(condition.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals(tag) || one.equals(ANY) || one.equals('"' + ANY + '"'));
    }
}
