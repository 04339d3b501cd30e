package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.beckon.room.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What frames must be that call a person, or answer a call. */
final class CallReader {

    static final int MAX_CALLEES = 16;

    private static final String USER = "user";
    private static final String USERS = "must be a user's id, or 1 to " + MAX_CALLEES + " of them: each 1 to 255"
            + " characters without control and bidi overrides";
    private static final long DEFAULT_SECONDS = 30;
    private static final long LEAST_SECONDS = 5;
    private static final long MOST_SECONDS = 120;

    private final MetadataReader metadata;

    CallReader(MetadataReader metadata) {
        this.metadata = metadata;
    }

    ClientMessage call(Fields frame) throws MalformedMessage {
        Value user = frame.require(USER);
        List<String> users = user.token() == JsonToken.START_ARRAY
                ? users(frame, user)
                : List.of(Fields.textOf(frame.requireText(USER)));
        if (users.isEmpty() || !users.stream().allMatch(WireSyntax::isUser)) {
            throw frame.bad(USER, USERS);
        }
        Json about = metadata.of(frame);
        return new ClientMessage.Call(
                Envelope.id(frame), users, seconds(frame), about == null ? Json.EMPTY_OBJECT : about);
    }

    private static int seconds(Fields frame) throws MalformedMessage {
        Long seconds = frame.whole("timeoutSeconds", MOST_SECONDS);
        if (seconds != null && seconds < LEAST_SECONDS) {
            throw frame.bad("timeoutSeconds", "must be an integer from " + LEAST_SECONDS + " to " + MOST_SECONDS);
        }
        return (int) (seconds == null ? DEFAULT_SECONDS : seconds);
    }

    /** Whoever is named twice is called once. */
    private static List<String> users(Fields frame, Value array) throws MalformedMessage {
        Set<String> users = new LinkedHashSet<>();
        try (JsonParser parser = array.parser()) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    throw frame.bad(USER, USERS);
                }
                users.add(parser.getText());
                if (users.size() > MAX_CALLEES) {
                    throw frame.bad(USER, USERS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(users);
    }

    ClientMessage answer(Fields frame, ClientMessage.CallStep.Kind kind) throws MalformedMessage {
        return new ClientMessage.CallStep(
                Envelope.id(frame), kind, Envelope.requireServerId(frame, "call"), Envelope.reason(frame));
    }
}
