package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** How a server wants the room protocol spoken. The defaults are the article's: one JSON text frame a message. */
public abstract class Dialect {

    private final Encoding encoding;
    private final Map<Kind, String[]> parts = new EnumMap<>(Kind.class);

    Dialect(Encoding encoding) {
        this.encoding = encoding;
        for (Kind kind : Kind.values()) {
            parts.put(kind, encoding.write(template(kind)).split(Stamp.PLACEHOLDER, 2));
        }
    }

    public final boolean isBinary() {
        return encoding.binary();
    }

    final Encoding encoding() {
        return encoding;
    }

    /** A relayed message as the client sends it. */
    final String frame(Client client, Stamp stamp) {
        String[] around = parts.get(stamp.kind());
        return prefix(client, stamp.kind()) + around[0] + stamp.text() + around[1] + suffix();
    }

    /** What is asked for in the upgrade. */
    String uri(Client client) {
        return "/";
    }

    /** The sub-protocol that is offered, or null. */
    String subprotocol() {
        return null;
    }

    /** The type of frame that the server sends before it takes a join, or null. */
    String greeting() {
        return null;
    }

    /** The frame that enters the client's room, or null when connecting is enough. */
    String join(Client client) {
        return encoding.write(object("join").put("room", client.room));
    }

    /** The type of frame that confirms a join, or null. */
    String joined() {
        return null;
    }

    /** Whether a client that has lost its connection can take up where it was, with nothing lost. */
    public boolean resumes() {
        return false;
    }

    /** Whether people can be called. */
    public boolean calls() {
        return false;
    }

    /** Whether clients may signal by requests, too. */
    public boolean requests() {
        return false;
    }

    /** What a client says every few seconds so that its connection is kept, or null. */
    String heartbeat() {
        return null;
    }

    /** Whether a room may have more than two members. */
    public boolean manyInARoom() {
        return true;
    }

    /** A relayed message without what stands around it, with {@link Stamp#PLACEHOLDER} where its stamp belongs. */
    ObjectNode template(Kind kind) {
        return Payload.template(kind);
    }

    String prefix(Client client, Kind kind) {
        return "";
    }

    String suffix() {
        return "";
    }

    /** One of the server's own frames: an object with {@code type}, whatever it looks like on the wire. */
    JsonNode read(String frame) {
        try {
            return encoding.read(frame);
        } catch (UncheckedIOException e) {
            return object("unreadable");
        }
    }

    /** The frame that answers one of the server's own, or null. */
    String reply(String frame) {
        return null;
    }

    static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** The article's protocol, which the article's own server and the two bare relays speak. */
    public static final class Article extends Dialect {

        public Article() {
            super(Encoding.JSON);
        }
    }
}
