package io.beckon.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.audit.Actor;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.EventType;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.LogPlace;
import io.beckon.audit.Subject;
import io.beckon.audit.TraceId;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published schemas and the table of event types are those of the code. {@code UPDATE=1} writes them anew. */
class AuditSchemasTest {

    /** So that each value of a sample is another one. */
    private int drawn;

    private static final Path FOLDER = Path.of(AuditSchemas.FOLDER);
    private static final Path DOCUMENT = Path.of("docs/audit.md");
    private static final String START = "UPDATE=1 writes it -->\n";
    private static final String END = "<!-- end of types -->";

    @Test
    void whatIsPublishedIsWhatIsWritten() throws IOException {
        Map<String, String> files = AuditSchemas.files();
        if (System.getenv("UPDATE") != null) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = FOLDER.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        assertEquals(files, published());
    }

    private static Map<String, String> published() throws IOException {
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            return paths.filter(path -> path.toString().endsWith(".json"))
                    .collect(Collectors.toMap(
                            path -> FOLDER.relativize(path).toString(),
                            AuditSchemasTest::read,
                            (a, b) -> a,
                            TreeMap::new));
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyFactHasItsType() {
        Set<Class<?>> facts = new HashSet<>();
        leaves(Fact.class, facts);
        assertEquals(
                facts, Arrays.stream(EventType.values()).map(EventType::fact).collect(Collectors.toSet()));
    }

    private static void leaves(Class<?> type, Set<Class<?>> into) {
        if (type.isRecord()) {
            into.add(type);
            return;
        }
        for (Class<?> each : type.getPermittedSubclasses()) {
            leaves(each, into);
        }
    }

    @Test
    void whatIsWrittenIsAsPublished() throws Exception {
        for (EventType type : EventType.values()) {
            for (boolean whole : new boolean[] {true, false}) {
                AuditEvent event = event((Fact) sample(type.fact(), whole), whole);
                AuditRecord record = new AuditCodec().encode(event);
                AuditSchemas.check(record.type(), record.data());
                assertEquals(
                        new String(TypedData.of(event), StandardCharsets.UTF_8),
                        new String(record.data(), StandardCharsets.UTF_8));
            }
        }
    }

    private AuditEvent event(Fact fact, boolean whole) throws ReflectiveOperationException {
        return new AuditEvent(
                "events-3-17-0",
                Instant.EPOCH,
                whole ? Subject.of(new RoomKey("default", "lobby")) : Subject.UNKNOWN,
                whole ? (Actor) sample(Actor.class, true) : null,
                whole ? new Id("node-1") : null,
                null,
                whole ? new LogPlace(LogPlace.Log.EVENTS, 3, 17) : null,
                whole ? TraceId.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") : null,
                fact);
    }

    /** @param whole whether it has what it may be without */
    private Object sample(Class<?> type, boolean whole) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean optional = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = optional && !whole ? null : value(components[i].getGenericType(), whole);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    private Object value(Type type, boolean whole) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list) {
            return whole ? List.of(value(list.getActualTypeArguments()[0], true)) : List.of();
        }
        return value((Class<?>) type, whole);
    }

    private Object value(Class<?> type, boolean whole) throws ReflectiveOperationException {
        if (type == boolean.class) {
            return whole;
        }
        if (type == int.class || type == Integer.class) {
            return ++drawn;
        }
        if (type == long.class || type == Long.class) {
            return (long) ++drawn;
        }
        if (type == String.class) {
            return "some \"thing\" \u00e9 " + ++drawn;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : sample(type, whole);
    }

    @Test
    void theDocumentationHasTheTypesOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(START) + START.length();
        int to = document.indexOf(END);
        if (System.getenv("UPDATE") != null) {
            Files.writeString(DOCUMENT, document.substring(0, from) + table() + document.substring(to));
            return;
        }
        assertEquals(table(), document.substring(from, to));
    }

    private static String table() {
        return "| type | what has happened | members of its own | from |\n| --- | --- | --- | --- |\n"
                + Arrays.stream(EventType.values())
                        .map(type -> "| [`" + type.type() + "`](audit/schemas/" + AuditSchemas.fileOf(type) + ") | "
                                + type.sentence() + " | "
                                + Arrays.stream(type.fact().getRecordComponents())
                                        .map(component -> "`" + component.getName() + "`")
                                        .collect(Collectors.joining(" "))
                                + " | "
                                + (Fact.OfLog.class.isAssignableFrom(type.fact()) ? "log" : "node") + " |\n")
                        .collect(Collectors.joining());
    }
}
