package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.kubernetes.Manifests;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variable that the manifests set is a property that somebody reads. */
class ManifestSettingsTest {

    private static final Pattern FRAMEWORK = Pattern.compile("quarkus\\.[a-z0-9.-]*[a-z0-9]");

    static Stream<Manifests> overlays() {
        return Stream.of(Manifests.production(), Manifests.development());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theyAreKnown(Manifests manifests) {
        Set<String> known = new TreeSet<>(Set.of("JDK_JAVA_OPTIONS", "POD_IP"));
        collect(BeckonConfig.class, "beckon", known);
        for (String file :
                new String[] {"docs/operations.md", "docs/sso.md", "src/main/resources/application.properties"}) {
            FRAMEWORK.matcher(read(file)).results().forEach(found -> known.add(variable(found.group())));
        }
        AdminClientConfig.configNames().forEach(name -> known.add(variable("kafka." + name)));
        assertTrue(known.contains("BECKON_LIMITS_RATE_LIMITED_PER_10S"), known::toString);

        Set<String> unknown = new TreeSet<>();
        for (JsonNode variable : manifests.container().path("env")) {
            unknown.add(variable.path("name").asText());
        }
        String settings =
                manifests.container().at("/envFrom/0/configMapRef/name").asText();
        manifests.one("ConfigMap", settings).path("data").fieldNames().forEachRemaining(unknown::add);
        assertTrue(unknown.contains("BECKON_SESSION_KEYS") && unknown.contains("KAFKA_BOOTSTRAP_SERVERS"));
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown);
    }

    private static void collect(Class<?> type, String prefix, Set<String> variables) {
        for (Method method : type.getDeclaredMethods()) {
            WithName given = method.getAnnotation(WithName.class);
            String name = prefix + "." + (given == null ? dashed(method.getName()) : given.value());
            Class<?> result = method.getReturnType();
            if (result.isInterface() && BeckonConfig.class.equals(result.getEnclosingClass())) {
                collect(result, name, variables);
            } else if (!(method.getGenericReturnType() instanceof ParameterizedType map
                    && map.getRawType().equals(Map.class))) {
                variables.add(variable(name));
            }
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
