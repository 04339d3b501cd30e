package io.beckon.session;

import io.beckon.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves that a session is one's own: an HMAC-SHA-256 (RFC 2104) of the session, the issuer and the subject. Any node with
 * the same keys can check it, and none has to remember it.
 */
public final class ResumeSecrets {

    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /** @param keys newest first: the first one signs, all of them are accepted */
    public ResumeSecrets(List<byte[]> keys) {
        this.keys = keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
    }

    String of(String session, Caller caller) {
        return sign(keys.get(0), session, caller);
    }

    boolean matches(String secret, String session, Caller caller) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (SecretKeySpec key : keys) {
            byte[] right = sign(key, session, caller).getBytes(StandardCharsets.UTF_8);
            matches |= MessageDigest.isEqual(given, right);
        }
        return matches;
    }

    private static String sign(SecretKeySpec key, String session, Caller caller) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : List.of(session, caller.issuer(), caller.tenant(), caller.user())) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }
}
