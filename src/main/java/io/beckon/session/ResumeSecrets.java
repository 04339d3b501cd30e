package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.identity.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * What proves that a session is one's own: an HMAC-SHA-256 (RFC 2104) of the session, the issuer and the subject. Any node with
 * the same keys can check it, and none has to remember it.
 */
public final class ResumeSecrets {

    private final List<KeyedHash> keys;

    /** @param keys newest first: the first one signs, all of them are accepted */
    public ResumeSecrets(List<byte[]> keys) {
        this.keys = keys.stream().map(KeyedHash::new).toList();
    }

    String of(String session, Caller caller) {
        return keys.get(0).of(proven(session, caller));
    }

    /**
     * Ids that are the same for the same request of the same user, and that nobody without the keys can tell: one by each key, newest first. A
     * session that was made before the keys were changed has one of the others.
     */
    List<String> sessionsOf(Caller caller, String room, String request) {
        List<String> texts = List.of("session", caller.issuer(), caller.tenant(), caller.user(), room, request);
        return keys.stream().map(key -> key.of(texts)).toList();
    }

    boolean matches(String secret, String session, Caller caller) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (KeyedHash key : keys) {
            byte[] right = key.of(proven(session, caller)).getBytes(StandardCharsets.UTF_8);
            matches |= MessageDigest.isEqual(given, right);
        }
        return matches;
    }

    private static List<String> proven(String session, Caller caller) {
        return List.of(session, caller.issuer(), caller.tenant(), caller.user());
    }
}
