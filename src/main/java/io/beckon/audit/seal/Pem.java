package io.beckon.audit.seal;

import java.util.Base64;
import java.util.List;
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
        return all(label, text).getFirst();
    }

    /** Those under all such labels, one at least; otherwise as {@link #bytes}. */
    static List<byte[]> all(String label, String text) {
        List<byte[]> all = Pattern.compile(
                        "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
                .matcher(text)
                .results()
                .map(found -> Base64.getMimeDecoder().decode(found.group(1)))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no \"BEGIN " + label + "\" in it");
        }
        return all;
    }
}
