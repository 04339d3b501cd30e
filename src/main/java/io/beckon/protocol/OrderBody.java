package io.beckon.protocol;

import io.beckon.room.Json;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an administrator's request says: what is to be done, and why. It is read as strictly as a frame, by the same rules. */
public final class OrderBody {

    private final Fields fields;

    private OrderBody(Fields fields) {
        this.fields = fields;
    }

    public static OrderBody read(byte[] json) throws MalformedMessage {
        try {
            return new OrderBody(FrameReader.read(json));
        } catch (IOException e) {
            throw MalformedMessage.of(ErrorCode.BAD_JSON, null, "the body " + e.getMessage());
        }
    }

    /** Every order has one. */
    public String reason() throws MalformedMessage {
        return fields.requireText(
                "reason",
                text -> !text.isBlank() && WireSyntax.isReason(text),
                "must be 1 to 256 characters without control and bidi overrides");
    }

    public String peer() throws MalformedMessage {
        return Envelope.requirePeer(fields);
    }

    /** 0 when there are none. */
    public int barSeconds() throws MalformedMessage {
        return MembershipReader.barSeconds(fields);
    }

    public Json data() throws MalformedMessage {
        return MessageReader.data(fields, WireLimits.DEFAULT);
    }

    /** One of the words that {@code name} gives these. */
    public <E extends Enum<E>> E level(E[] all, Function<E, String> name) throws MalformedMessage {
        return fields.requireOneOf("level", all, name);
    }

    /** From 0 to {@code most}; {@code otherwise} when it is not there. */
    public int minutes(int most, int otherwise) throws MalformedMessage {
        Long minutes = fields.whole("minutes", most);
        return minutes == null ? otherwise : minutes.intValue();
    }

    public @Nullable String issuer() throws MalformedMessage {
        return fields.text("issuer", WireSyntax::isIssuer, "must be an issuer of tokens");
    }
}
