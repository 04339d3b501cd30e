package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of properties in docs/operations.md has all that there are, each with its environment variable, its default and its unit as
 * the code has them; what they mean is written there. {@code UPDATE=1} writes the rest of the table anew.
 */
class PropertiesTableTest {

    private static final Path DOCUMENT = Path.of("docs", "operations.md");
    private static final String START =
            "<!-- PropertiesTableTest compares this table; UPDATE=1 writes it, but for the meanings -->\n";
    private static final String END = "<!-- end of properties -->";
    private static final String HEAD =
            "| property | environment variable | default | unit | meaning |\n| --- | --- | --- | --- | --- |\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(beckon\\.[^`]+)` \\|(?:[^|]*\\|){3} (.*) \\|$");
    private static final long KIB = 1024;

    private final Map<String, Method> properties = new TreeMap<>();

    PropertiesTableTest() {
        add("beckon", BeckonConfig.class);
    }

    private void add(String prefix, Class<?> group) {
        for (Method method : group.getDeclaredMethods()) {
            WithName named = method.getAnnotation(WithName.class);
            String name = prefix + "." + (named == null ? dashed(method.getName()) : named.value());
            Class<?> type = method.getReturnType();
            if (type == Map.class) {
                add(name + ".NAME", (Class<?>) arguments(method.getGenericReturnType())[1]);
            } else if (type.isInterface() && type.getEnclosingClass() == BeckonConfig.class) {
                add(name, type);
            } else {
                properties.put(name, method);
            }
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Type[] arguments(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments();
    }

    @Test
    void theDocumentationHasTheOnesOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(START) + START.length();
        int to = document.indexOf(END);
        String table = table(meanings(document.substring(from, to)));
        if (System.getenv("UPDATE") != null) {
            Files.writeString(DOCUMENT, document.substring(0, from) + table + document.substring(to));
            return;
        }
        assertEquals(table, document.substring(from, to));
    }

    @Test
    void eachIsExplained() throws IOException {
        Map<String, String> meanings = meanings(Files.readString(DOCUMENT));
        properties
                .keySet()
                .forEach(name -> assertFalse(meanings.getOrDefault(name, "").isBlank(), name));
    }

    private static Map<String, String> meanings(String text) {
        return ROW.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2).strip()));
    }

    private String table(Map<String, String> meanings) {
        return HEAD
                + properties.entrySet().stream()
                        .map(property -> "| `%s` | `%s` | %s | %s | %s |\n"
                                .formatted(
                                        property.getKey(),
                                        variable(property.getKey()),
                                        usual(property.getValue()),
                                        unit(
                                                property.getKey(),
                                                property.getValue().getGenericReturnType()),
                                        meanings.getOrDefault(property.getKey(), "")))
                        .collect(Collectors.joining());
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String usual(Method property) {
        WithDefault value = property.getAnnotation(WithDefault.class);
        if (value == null) {
            return "–";
        }
        return "`" + (property.getReturnType() == MemorySize.class ? size(value.value()) : value.value()) + "`";
    }

    private static String size(String bytes) {
        long size = Long.parseLong(bytes);
        if (size % (KIB * KIB) == 0) {
            return size / (KIB * KIB) + "M";
        }
        return size % KIB == 0 ? size / KIB + "K" : bytes;
    }

    private static String unit(String property, Type type) {
        if (type instanceof ParameterizedType parameterized) {
            String one = unit(property, arguments(type)[0]);
            return parameterized.getRawType() == Optional.class ? one : "list, with commas";
        }
        if (type == Duration.class) {
            return "duration";
        }
        if (type == MemorySize.class) {
            return rate(property, "bytes");
        }
        if (type == boolean.class || type == Boolean.class) {
            return "`true` or `false`";
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return Arrays.stream(choice.getEnumConstants())
                    .map(one -> "`" + one.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "))
                    .replaceFirst(", ([^,]+)$", " or $1");
        }
        return type == int.class ? rate(property, "number") : "text";
    }

    private static String rate(String property, String unit) {
        MatchResult rate = Pattern.compile("-per-(second|minute|10s)$")
                .matcher(property)
                .results()
                .findFirst()
                .orElse(null);
        return rate == null ? unit : unit + (rate.group(1).equals("10s") ? " in 10 s" : " a " + rate.group(1));
    }

    @Test
    void environmentVariablesAreThoseOfMicroProfileConfig() {
        assertEquals("BECKON_LIMITS_RATE_LIMITED_PER_10S", variable("beckon.limits.rate-limited-per-10s"));
        assertEquals(
                List.of(),
                properties.keySet().stream().filter(name -> name.contains("_")).toList());
    }
}
