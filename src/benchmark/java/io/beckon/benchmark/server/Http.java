package io.beckon.benchmark.server;

import io.beckon.benchmark.load.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked of Beckon before it is measured. */
final class Http {

    private static final Pattern TOKEN = Pattern.compile("\"(?:token|access_token)\"\\s*:\\s*\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    static boolean answers(URI url) {
        try {
            return send(HttpRequest.newBuilder(url).build()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Users of the development identity, each with a token. */
    static List<Target.User> users(URI node, int count) {
        List<Target.User> users = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String id = "bench-" + number;
            HttpResponse<String> response = send(HttpRequest.newBuilder(node.resolve("/development/token"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"user\": \"" + id + "\"}"))
                    .build());
            Matcher token = TOKEN.matcher(response.body());
            if (!token.find()) {
                throw new IllegalStateException("no token: " + response.statusCode() + " " + response.body());
            }
            users.add(new Target.User(id, token.group(1)));
        }
        return users;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
