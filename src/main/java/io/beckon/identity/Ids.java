package io.beckon.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids that nobody can guess: 144 random bits as 24 characters of base64url. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;

    private Ids() {}

    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
