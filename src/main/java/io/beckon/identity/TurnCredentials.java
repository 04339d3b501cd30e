package io.beckon.identity;

/** What a TURN server (RFC 8656) lets its clients in for. The long-term credential mechanism of RFC 8489, section 9.2. */
public record TurnCredentials(String username, String password) {

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "TurnCredentials[" + username + "]";
    }
}
