package io.beckon.transport.signaling;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the description for clients says, and whether an answer is as it says. */
public final class Described {

    static final JsonNode DOCUMENT = document();

    private Described() {}

    private static JsonNode document() {
        try (InputStream in = Described.class.getResourceAsStream("/META-INF/resources/v1/openapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Set<String> paths(Predicate<String> wanted) {
        Set<String> paths = new TreeSet<>();
        DOCUMENT.path("paths").fieldNames().forEachRemaining(paths::add);
        paths.removeIf(wanted.negate());
        return paths;
    }

    public static Set<String> pathsOf(Router router) {
        return router.getRoutes().stream()
                .map(route -> String.valueOf(route.getName()).replaceAll(":([a-z]+)", "{$1}"))
                .collect(toCollection(TreeSet::new));
    }

    /** Those of a path, and the one that asks for them. */
    public static Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        DOCUMENT.path("paths")
                .path(path)
                .fieldNames()
                .forEachRemaining(method -> methods.add(method.toUpperCase(Locale.ROOT)));
        return methods;
    }

    public static Set<String> allowed(Said said) {
        return new TreeSet<>(List.of(said.header("Allow").split(", ")));
    }

    /** An answer to what is described has a status that is, and a body of the type that is. */
    static void check(String method, String target, Said said) {
        String path = target.replaceFirst("\\?.*", "");
        for (Map.Entry<String, JsonNode> one : DOCUMENT.path("paths").properties()) {
            JsonNode operation = one.getValue().path(method.toLowerCase(Locale.ROOT));
            if (isOf(one.getKey(), path) && !operation.isMissingNode()) {
                JsonNode answer = operation.path("responses").path(Integer.toString(said.status()));
                String type = said.header("Content-Type").replaceFirst(";.*", "");
                boolean isDescribed = !answer.isMissingNode()
                        && (said.answer().body().isEmpty()
                                || answer.path("content").has(type));
                if (!isDescribed) {
                    throw new AssertionError(
                            "not described: " + method + " " + one.getKey() + ": " + said.status() + " " + type);
                }
            }
        }
    }

    private static boolean isOf(String template, String path) {
        String[] parts = template.split("\\{[a-z]+}", -1);
        StringBuilder pattern = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            pattern.append("[^/]+").append(Pattern.quote(parts[i]));
        }
        return path.matches(pattern.toString());
    }
}
