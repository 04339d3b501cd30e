package io.beckon.identity;

/** An access token as it came. It keeps itself out of logs. */
public record AccessToken(String value) {

    @Override
    public String toString() {
        return "AccessToken";
    }
}
