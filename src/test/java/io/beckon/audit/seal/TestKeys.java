package io.beckon.audit.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.Key;
import java.security.KeyPair;
import java.util.Base64;

/** Keys as text. */
public final class TestKeys {

    private TestKeys() {}

    public static String privatePem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate());
    }

    public static String publicPem(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic());
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key.getEncoded())
                + "\n-----END " + label + "-----\n";
    }
}
