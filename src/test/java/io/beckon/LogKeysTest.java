package io.beckon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Where a message of the log names a session, a room, a partition, a position and the like, it does so as {@code key=value}, by the
 * keys that docs/operations.md promises. Messages are read in the sources.
 */
class LogKeysTest {

    private static final Pattern CALL = Pattern.compile("\\bLOG\\.log\\(");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final Pattern PROMISED = Pattern.compile("`([a-zA-Z]+)=…`");

    /** In a template a value is its expression in these. */
    private static final Pattern VALUE = Pattern.compile("⟨([^⟩]*)⟩");

    /** What a value is, by the last name in its expression, and the key that it has therefore. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("session", "sessionId"),
            Map.entry("sessionId", "sessionId"),
            Map.entry("session().id", "sessionId"),
            Map.entry("session.id", "sessionId"),
            Map.entry("room", "roomId"),
            Map.entry("roomId", "roomId"),
            Map.entry("user", "user"),
            Map.entry("topic", "topic"),
            Map.entry("partition", "partition"),
            Map.entry("offset", "offset"),
            Map.entry("position", "position"),
            Map.entry("instance", "instance"));

    /** The name of such a thing, and then one of them, with no key in between. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)\\b(session|sessionId|room|roomId|user|topic|partition|offset|position|instance)[ :,]+⟨(?!Whereabouts\\.)");

    @Test
    void whatAMessageNamesHasItsKey() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        int messages = 0;
        for (Path source : sources()) {
            String text = Files.readString(source);
            for (String template : templates(text)) {
                messages++;
                if (!hasKeys(template)) {
                    wrong.put(source.getFileName() + ": " + template, "");
                }
            }
        }
        assertEquals("", String.join("\n", wrong.keySet()));
        assertTrue(messages > 80, messages + " messages were found");
    }

    @Test
    void keysAreThoseThatAreDocumented() throws IOException {
        String documented = Files.readString(Path.of("docs/operations.md"))
                .lines()
                .filter(line -> line.startsWith("| `message` |"))
                .findFirst()
                .orElseThrow();
        List<String> promised = PROMISED.matcher(documented)
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
        assertEquals(KEYS.values().stream().distinct().sorted().toList(), promised);
    }

    @Test
    void onesWithoutAreFound() {
        assertEquals(List.of("position ⟨at⟩"), templates("LOG.log(Level.INFO, \"position \" + at, e);"));
        assertTrue(!hasKeys("failed, position ⟨at⟩"));
        assertTrue(!hasKeys("failed at ⟨record.offset()⟩"));
        assertTrue(!hasKeys("failed: offset=⟨record.position()⟩"));
        assertTrue(hasKeys("failed: position=⟨record.position()⟩ offset=⟨next⟩"));
        assertEquals(
                List.of("one: partition=⟨number⟩"),
                templates("LOG.log(is(\",\") ? Level.INFO : Level.DEBUG, \"one: par\"\n + \"tition={0}\", number);"));
    }

    private static boolean hasKeys(String template) {
        if (NAMED.matcher(template).find()) {
            return false;
        }
        return VALUE.matcher(template).results().allMatch(value -> {
            String key = keyOf(value.group(1));
            return key == null || template.substring(0, value.start()).endsWith(key + "=");
        });
    }

    private static @Nullable String keyOf(String expression) {
        String plain = expression.replaceAll("\\(\\)$", "");
        return KEYS.entrySet().stream()
                .filter(each -> plain.equals(each.getKey()) || plain.endsWith("." + each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** What the source writes to the log, each message with its values in place. */
    private static List<String> templates(String source) {
        List<String> found = new ArrayList<>();
        Matcher calls = CALL.matcher(source);
        while (calls.find()) {
            List<String> arguments = parts(source, calls.end(), ',');
            StringBuilder template = new StringBuilder();
            for (String part : parts(arguments.get(1), 0, '+')) {
                boolean isLiteral = part.startsWith("\"") && part.endsWith("\"");
                template.append(isLiteral ? part.substring(1, part.length() - 1) : '⟨' + part + '⟩');
            }
            found.add(PLACEHOLDER
                    .matcher(template)
                    .replaceAll(place -> Matcher.quoteReplacement('⟨' + argument(arguments, place) + '⟩')));
        }
        return found;
    }

    private static String argument(List<String> arguments, MatchResult placeholder) {
        return arguments.get(2 + Integer.parseInt(placeholder.group(1)));
    }

    /** What stands between separators from an index on, to the end or to a bracket that closes what was opened before. */
    private static List<String> parts(String text, int from, char separator) {
        List<String> parts = new ArrayList<>();
        int begin = from;
        int depth = 0;
        int at = from;
        for (; at < text.length() && depth >= 0; at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at = endOfLiteral(text, at);
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(begin, at).strip());
                begin = at + 1;
            } else if (c == '(' || c == '{') {
                depth++;
            } else if (c == ')' || c == '}') {
                depth--;
            }
        }
        parts.add(text.substring(begin, depth < 0 ? at - 1 : at).strip());
        return parts;
    }

    private static int endOfLiteral(String text, int begin) {
        int at = begin + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
