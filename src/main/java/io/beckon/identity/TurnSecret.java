package io.beckon.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that this service shares with its TURN servers. Whoever has a user name that ends in time and the HMAC of it under
 * this secret is let in by them until then (draft-uberti-behave-turn-rest-00).
 */
public final class TurnSecret {

    private static final String ALGORITHM = "HmacSHA1";

    /** What a TURN server takes in a user name as it is: RFC 8489 allows 509 bytes in all, and coturn refuses quotation marks. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~!$()*+,;=:@-]{1,200}");

    private final SecretKeySpec key;

    public TurnSecret(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Credentials of this user alone, in whole seconds. */
    TurnCredentials credentialsOf(Caller caller, Instant expiresAt) {
        String username = expiresAt.getEpochSecond() + ":" + name(caller);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] password = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return new TurnCredentials(username, Base64.getEncoder().encodeToString(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }

    private static String name(Caller caller) {
        String user = plain(caller.user());
        return caller.tenant().equals(Caller.DEFAULT_TENANT) ? user : plain(caller.tenant()) + "/" + user;
    }

    /** As it is, or a digest of it where a TURN server would not take it. */
    private static String plain(String text) {
        return PLAIN.matcher(text).matches() ? text : digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
