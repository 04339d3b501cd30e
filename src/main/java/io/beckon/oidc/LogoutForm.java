package io.beckon.oidc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a realm posts to sign somebody out: fields as {@code application/x-www-form-urlencoded} (URL standard, section 5.1). */
final class LogoutForm {

    static final int MOST_FIELDS = 32;

    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final String TOKEN = "logout_token";

    private LogoutForm() {}

    static boolean isType(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(TYPE);
    }

    /**
     * The logout token, if there is one.
     *
     * @throws IllegalArgumentException if it is no form, or has too many fields, or has more than one token
     */
    static Optional<String> token(byte[] body) {
        String[] fields = new String(body, StandardCharsets.ISO_8859_1).split("&", MOST_FIELDS + 1);
        if (fields.length > MOST_FIELDS) {
            throw new IllegalArgumentException("the form has more than " + MOST_FIELDS + " fields");
        }
        String token = null;
        for (String field : fields) {
            String[] parts = field.split("=", 2);
            String value = parts.length == 1 ? "" : decode(parts[1]);
            if (decode(parts[0]).equals(TOKEN)) {
                if (token != null) {
                    throw new IllegalArgumentException("logout_token is there twice");
                }
                token = value;
            }
        }
        return Optional.ofNullable(token).filter(text -> !text.isEmpty());
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the form is not percent-encoded as it should be", e);
        }
    }
}
