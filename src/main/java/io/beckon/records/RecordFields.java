package io.beckon.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.beckon.json.JsonSyntax;
import io.beckon.json.StrictText;
import io.beckon.room.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object that a node wrote, and typed access to them. A {@code null} counts as absent; what is missing
 * or has the wrong type makes the record unreadable.
 */
final class RecordFields {

    /** Members of this name are kept as they stand. */
    static final String OPAQUE = "metadata";

    /** A value that no record of this version has. */
    private static final Object NOTHING_KNOWN = new Object();

    private String[] names = new String[8];
    private Object[] values = new Object[8];
    private int size;

    private RecordFields() {}

    static RecordFields read(byte[] json) throws UnreadableRecord {
        if (!StrictText.isStrictJson(json)) {
            throw garbled("is not UTF-8, or has a surrogate without its partner");
        }
        try (JsonParser parser = JsonSyntax.STRICT.parser(json, 0, json.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw garbled("is not a JSON object");
            }
            RecordFields fields = members(parser, json);
            if (parser.nextToken() != null) {
                throw garbled("is more than one JSON object");
            }
            return fields;
        } catch (IOException e) {
            throw garbled("is not JSON");
        }
    }

    /** Takes in what a record says beside its attributes. */
    RecordFields with(String name, @Nullable String value) {
        if (value != null) {
            add(name, value);
        }
        return this;
    }

    static UnreadableRecord garbled(String what) {
        return new UnreadableRecord(UnreadableRecord.Kind.GARBLED, what);
    }

    private static RecordFields members(JsonParser parser, byte[] json) throws IOException {
        RecordFields fields = new RecordFields();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("ends early");
            }
            Object value = name.equals(OPAQUE) ? opaque(parser, json) : value(token, parser, json);
            if (value != null) {
                fields.add(name, value);
            }
        }
        return fields;
    }

    private static @Nullable Object value(JsonToken token, JsonParser parser, byte[] json) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? NOTHING_KNOWN
                        : (Object) parser.getLongValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case START_OBJECT -> members(parser, json);
            case START_ARRAY -> elements(parser, json);
            default -> NOTHING_KNOWN;
        };
    }

    private static List<Object> elements(JsonParser parser, byte[] json) throws IOException {
        List<Object> elements = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token == null) {
                throw new IOException("ends early");
            }
            Object value = value(token, parser, json);
            elements.add(value == null ? NOTHING_KNOWN : value);
        }
        return elements;
    }

    private static @Nullable Json opaque(JsonParser parser, byte[] json) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Json(
                Arrays.copyOfRange(json, start, (int) parser.currentLocation().getByteOffset()));
    }

    private void add(String name, Object value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size++] = value;
    }

    private <T> @Nullable T find(String name, Class<T> type) throws UnreadableRecord {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                if (!type.isInstance(values[i])) {
                    throw garbled(name + " has the wrong type");
                }
                return type.cast(values[i]);
            }
        }
        return null;
    }

    private <T> T require(String name, Class<T> type) throws UnreadableRecord {
        T value = find(name, type);
        if (value == null) {
            throw garbled(name + " is missing");
        }
        return value;
    }

    String text(String name) throws UnreadableRecord {
        return require(name, String.class);
    }

    @Nullable String textIfAny(String name) throws UnreadableRecord {
        return find(name, String.class);
    }

    long whole(String name) throws UnreadableRecord {
        return require(name, Long.class);
    }

    @Nullable Long wholeIfAny(String name) throws UnreadableRecord {
        return find(name, Long.class);
    }

    int number(String name) throws UnreadableRecord {
        long value = whole(name);
        if (value != (int) value) {
            throw garbled(name + " is too large");
        }
        return (int) value;
    }

    boolean flag(String name) throws UnreadableRecord {
        return require(name, Boolean.class);
    }

    Json opaque(String name) throws UnreadableRecord {
        return require(name, Json.class);
    }

    RecordFields object(String name) throws UnreadableRecord {
        return require(name, RecordFields.class);
    }

    @Nullable RecordFields objectIfAny(String name) throws UnreadableRecord {
        return find(name, RecordFields.class);
    }

    List<String> texts(String name) throws UnreadableRecord {
        return each(name, require(name, List.class), String.class);
    }

    @Nullable List<String> textsIfAny(String name) throws UnreadableRecord {
        List<?> values = find(name, List.class);
        return values == null ? null : each(name, values, String.class);
    }

    @Nullable List<Long> wholesIfAny(String name) throws UnreadableRecord {
        List<?> values = find(name, List.class);
        return values == null ? null : each(name, values, Long.class);
    }

    @Nullable List<RecordFields> objectsIfAny(String name) throws UnreadableRecord {
        List<?> values = find(name, List.class);
        return values == null ? null : each(name, values, RecordFields.class);
    }

    List<RecordFields> objects(String name) throws UnreadableRecord {
        return each(name, require(name, List.class), RecordFields.class);
    }

    private static <T> List<T> each(String name, List<?> values, Class<T> type) throws UnreadableRecord {
        List<T> typed = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!type.isInstance(value)) {
                throw garbled(name + " has an element of the wrong type");
            }
            typed.add(type.cast(value));
        }
        return List.copyOf(typed);
    }

    <T> T oneOf(String name, T[] all, Function<T, String> wireName) throws UnreadableRecord {
        return named(name, text(name), all, wireName);
    }

    <T> @Nullable T oneOfIfAny(String name, T[] all, Function<T, String> wireName) throws UnreadableRecord {
        String text = textIfAny(name);
        return text == null ? null : named(name, text, all, wireName);
    }

    static <T> T named(String name, String text, T[] all, Function<T, String> wireName) throws UnreadableRecord {
        for (T one : all) {
            if (wireName.apply(one).equals(text)) {
                return one;
            }
        }
        throw garbled(name + " has an unknown value");
    }
}
