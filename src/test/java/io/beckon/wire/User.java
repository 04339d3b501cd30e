package io.beckon.wire;

import java.util.List;
import java.util.UUID;

/** Somebody who signs in, with the rights that the token gives. */
public record User(String id, String name, List<String> roles, int ttlSeconds) {

    private static final int ONE_HOUR = 3600;

    /** Nobody that another test knows. */
    public static User any() {
        return with();
    }

    public static User with(String... roles) {
        String id = "user-" + UUID.randomUUID();
        return new User(id, "Name of " + id, List.of(roles), ONE_HOUR);
    }

    User ttlSeconds(int seconds) {
        return new User(id, name, roles, seconds);
    }
}
