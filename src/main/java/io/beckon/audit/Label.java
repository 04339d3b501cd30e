package io.beckon.audit;

import org.jspecify.annotations.Nullable;

/**
 * Words for people that somebody accountable chose: a user's name in a token, the reason that a moderator or an
 * administrator gives. One line of at most {@value #MOST_CHARACTERS} characters. Nothing that participants tell each other is one.
 */
public record Label(String value) {

    static final int MOST_CHARACTERS = 256;

    public Label {
        value = OneLine.of(value, MOST_CHARACTERS);
    }

    /** {@code null} for {@code null} and for no words at all. */
    public static @Nullable Label orNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : new Label(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
