package io.beckon.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) of some texts, as 43 characters of base64url: nobody without the key can tell or guess it. */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public KeyedHash(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** A key for something else, made from this one: everybody who has this one makes the same. */
    public static byte[] derivedKey(byte[] key, String purpose) {
        return mac(new SecretKeySpec(key, ALGORITHM)).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    public String of(List<String> texts) {
        Mac mac = mac(key);
        for (String text : texts) {
            mac.update(text.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }
}
