package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.vertx.http.runtime.ServerLimitsConfig;
import io.quarkus.vertx.http.runtime.VertxHttpBuildTimeConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of HTTP limits in docs/operations.md has all of them, each with the value that it has. */
class HttpLimitsTest {

    private static final Pattern ROW = Pattern.compile(
            "\\| `((?:quarkus\\.(?:http|management)\\.|HttpServerOptions\\.)[^`]*)` \\| (\\S+) \\| (.+) \\|");
    private static final String NONE = "–";

    private final Map<String, String> rows = rows();
    private final Properties configured = configured();

    @Test
    void everyLimitOfTheFrameworkIsListed() {
        Stream.of(ServerLimitsConfig.class.getMethods())
                .map(method -> "quarkus.http.limits." + dashed(method.getName()))
                .forEach(name -> assertTrue(rows.containsKey(name), () -> name + " is not in the table"));
    }

    @Test
    void everyValueIsTheOneInForce() throws ReflectiveOperationException {
        for (Map.Entry<String, String> row : rows.entrySet()) {
            assertEquals(inForce(row.getKey()), row.getValue(), row.getKey());
        }
    }

    @Test
    void whatIsConfiguredIsListed() {
        configured.stringPropertyNames().stream()
                .filter(name -> name.startsWith("quarkus.http.limits.") || name.endsWith("-timeout"))
                .filter(name -> name.startsWith("quarkus.http.") || name.startsWith("quarkus.management."))
                .forEach(name -> assertTrue(rows.containsKey(name), () -> name + " is not in the table"));
    }

    private String inForce(String name) throws ReflectiveOperationException {
        String set = configured.getProperty(name);
        if (set != null) {
            return set;
        }
        if (name.startsWith("HttpServerOptions.")) {
            return ofVertx(name.substring("HttpServerOptions.".length()));
        }
        String leaf = name.substring(name.lastIndexOf('.') + 1);
        Class<?>[] places = name.startsWith("quarkus.http.limits.")
                ? new Class<?>[] {ServerLimitsConfig.class}
                : name.startsWith("quarkus.management.")
                        ? new Class<?>[] {ManagementConfig.class}
                        : new Class<?>[] {VertxHttpConfig.class, VertxHttpBuildTimeConfig.class};
        Method method = Arrays.stream(places)
                .flatMap(place -> Arrays.stream(place.getMethods()))
                .filter(each -> dashed(each.getName()).equals(leaf))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name));
        WithDefault value = method.getAnnotation(WithDefault.class);
        return value == null ? NONE : value.value();
    }

    private static String ofVertx(String property) throws ReflectiveOperationException {
        String upper = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        for (Method method : HttpServerOptions.class.getMethods()) {
            if (method.getParameterCount() == 0
                    && (method.getName().equals("get" + upper)
                            || method.getName().equals("is" + upper))) {
                return String.valueOf(method.invoke(new HttpServerOptions()));
            }
        }
        throw new AssertionError("there is no " + property);
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z]|(?<=[a-z])(?=\\d))", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        for (String line : read(Path.of("docs", "operations.md")).lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }

    private static Properties configured() {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src", "main", "resources", "application.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
