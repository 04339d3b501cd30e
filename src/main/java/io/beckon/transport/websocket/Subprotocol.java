package io.beckon.transport.websocket;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WebSocket sub-protocols that the service speaks. */
enum Subprotocol {
    JSON("signaling.v1.json"),
    CBOR("signaling.v1.cbor");

    private final String wireName;

    Subprotocol(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(Subprotocol::wireName).toList();
    }

    /** The first that is spoken here, in the client's order; {@code null} when none is. Offering none means JSON. */
    static @Nullable Subprotocol select(List<String> offered) {
        if (offered.isEmpty()) {
            return JSON;
        }
        for (String name : offered) {
            for (Subprotocol known : values()) {
                if (known.wireName.equals(name)) {
                    return known;
                }
            }
        }
        return null;
    }
}
