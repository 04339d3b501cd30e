package io.beckon.audit.seal;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468). What stands before and after is passed over. */
public final class Pem {

    private Pem() {}

    /** Whether a text is a key, or tries to be one. */
    public static boolean isIn(String text) {
        return text.contains("-----BEGIN ");
    }

    /**
     * The bytes under the first such label.
     *
     * @param label such as {@code PRIVATE KEY}
     * @throws IllegalArgumentException when there are none
     */
    public static byte[] bytes(String label, String text) {
        Matcher found = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
                .matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no \"BEGIN " + label + "\" in it");
        }
        return Base64.getMimeDecoder().decode(found.group(1));
    }
}
