package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_MESSAGE;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object of a frame that the contract knows, in their order, and typed access to them. A {@code null} counts as
 * absent; what has the wrong type or breaks its rule is refused with its path. Members must have been checked to be distinct.
 */
final class Fields {

    /** The largest integer that every client can read (RFC 7493 section 2.2). */
    static final long MAX_INTEGER = (1L << 53) - 1;

    private final String prefix;
    private String[] names = new String[8];
    private Value[] values = new Value[8];
    private int size;

    /** {@code prefix}: the path up to here with its dot; empty for the frame itself. */
    Fields(String prefix) {
        this.prefix = prefix;
    }

    /** The same members, at another place. */
    Fields at(String otherPrefix) {
        Fields there = new Fields(otherPrefix);
        there.names = names;
        there.values = values;
        there.size = size;
        return there;
    }

    void add(String name, Value value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size++] = value;
    }

    /** The same but for one of them. */
    Fields without(String name) {
        Fields others = new Fields(prefix);
        for (int i = 0; i < size; i++) {
            if (!names[i].equals(name)) {
                others.add(names[i], values[i]);
            }
        }
        return others;
    }

    int size() {
        return size;
    }

    String name(int index) {
        return names[index];
    }

    Value value(int index) {
        return values[index];
    }

    /** As it stands, {@code null} values included. */
    @Nullable Value find(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    @Nullable Value get(String name) {
        Value value = find(name);
        return value == null || value.isNull() ? null : value;
    }

    Value require(String name) throws MalformedMessage {
        Value value = get(name);
        if (value == null) {
            throw bad(name, "is missing");
        }
        return value;
    }

    Fields object(String name) throws MalformedMessage {
        Fields members = require(name).members();
        if (members == null) {
            throw bad(name, "must be an object");
        }
        return members;
    }

    Value requireText(String name) throws MalformedMessage {
        return asText(name, require(name));
    }

    @Nullable Value text(String name) throws MalformedMessage {
        Value value = get(name);
        return value == null ? null : asText(name, value);
    }

    @Nullable String text(String name, Predicate<String> rule, String ruleInWords) throws MalformedMessage {
        Value value = text(name);
        if (value == null) {
            return null;
        }
        String text = textOf(value);
        if (!rule.test(text)) {
            throw bad(name, ruleInWords);
        }
        return text;
    }

    String requireText(String name, Predicate<String> rule, String ruleInWords) throws MalformedMessage {
        require(name);
        return Objects.requireNonNull(text(name, rule, ruleInWords));
    }

    @Nullable Long whole(String name, long max) throws MalformedMessage {
        Value value = get(name);
        return value == null ? null : wholeOf(name, value, max);
    }

    /** From 0 to {@code max}; an integral float is an integer. */
    long wholeOf(String name, Value value, long max) throws MalformedMessage {
        return checked(name, value.number(), max);
    }

    long checked(String name, double number, long max) throws MalformedMessage {
        if (number != Math.rint(number) || number < 0 || number > max) {
            throw bad(name, "must be an integer from 0 to " + max);
        }
        return (long) number;
    }

    <T> @Nullable T oneOf(String name, T[] all, Function<T, String> wireName) throws MalformedMessage {
        Value value = text(name);
        if (value == null) {
            return null;
        }
        for (T one : all) {
            if (wireName.apply(one).equals(value.text())) {
                return one;
            }
        }
        throw bad(name, "must be one of " + Stream.of(all).map(wireName).collect(Collectors.joining(", ")));
    }

    <T> T requireOneOf(String name, T[] all, Function<T, String> wireName) throws MalformedMessage {
        require(name);
        return Objects.requireNonNull(oneOf(name, all, wireName));
    }

    boolean isTrue(String name) {
        Value value = find(name);
        return value != null && value.token() == JsonToken.VALUE_TRUE;
    }

    MalformedMessage bad(String name, String text) {
        return refusal(BAD_MESSAGE, name, text);
    }

    MalformedMessage refusal(ErrorCode code, String name, String text) {
        String path = prefix + name;
        return MalformedMessage.of(code, path, path + " " + text);
    }

    static String textOf(Value value) {
        return value.text() == null ? "" : value.text();
    }

    private Value asText(String name, Value value) throws MalformedMessage {
        if (!value.isText()) {
            throw bad(name, "must be a string");
        }
        return value;
    }
}
