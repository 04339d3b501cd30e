package io.beckon.benchmark.load;

import java.net.URI;
import java.util.List;

/**
 * A running server as its clients see it.
 *
 * @param urls one for each node; a room's two members connect to different ones
 * @param users who clients sign in as, taken in turn; none where the server asks nobody
 * @param processes whose CPU time and memory is the server's
 */
public record Target(String name, List<URI> urls, Dialect dialect, List<User> users, List<Long> processes) {

    /** Somebody with an access token. */
    public record User(String id, String token) {}

    URI url(int client) {
        return urls.get(client % urls.size());
    }

    User user(int client) {
        return users.isEmpty() ? null : users.get(client % users.size());
    }
}
