package io.beckon.admin;

import io.beckon.administration.Administration;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.OrderBody;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What orders have in common: each says why it is given, and what became of it is said alike. Their bodies look as the records here, for
 * those who read the description.
 */
final class Orders {

    private static final String REASON = "Why: it is kept for auditors";

    private Orders() {}

    /** What is done about the body of an order. */
    interface Order<T> {
        T carryOut(OrderBody body, Administration.Administrator by) throws MalformedMessage;
    }

    /** @throws Refused if the body is not that of such an order */
    static <T> T give(Operator operator, byte[] body, Order<T> order) {
        try {
            return order.carryOut(OrderBody.read(body), operator.administrator());
        } catch (MalformedMessage e) {
            throw Refused.of(e);
        }
    }

    /** Fails with {@link Refused} where there is nothing that the order is about. */
    static CompletionStage<Void> done(CompletionStage<Administration.Outcome> outcome) {
        return outcome.thenAccept(known -> {
            switch (known) {
                case DONE -> {}
                case NO_SUCH_ROOM -> throw Refused.noSuchRoom();
                case NO_SUCH_PEER -> throw Refused.noSuchPeer();
                case NO_SUCH_CALL -> throw Refused.noSuchCall();
            }
        });
    }

    @Schema(name = "Kick")
    record Kick(
            @Schema(description = "The participant's id in the room")
            String peer,

            @Schema(description = REASON, minLength = 1, maxLength = 256)
            String reason,

            @Schema(
                    description = "For so long the user may not come back",
                    minimum = "0",
                    maximum = "86400",
                    defaultValue = "0")
            @Nullable Integer barSeconds) {}

    @Schema(name = "Order")
    record Plain(
            @Schema(description = REASON, minLength = 1, maxLength = 256)
            String reason) {}

    @Schema(name = "Message")
    record Message(
            @Schema(description = "Any JSON but null, at most 16384 bytes without white space")
            Object data,

            @Schema(description = REASON, minLength = 1, maxLength = 256)
            String reason) {}

    @Schema(name = "LogLevel")
    record LogLevel(
            @Schema(
                    description = "From how grave on messages are logged",
                    enumeration = {"error", "warn", "info", "debug"})
            String level,

            @Schema(description = REASON, minLength = 1, maxLength = 256)
            String reason,

            @Schema(
                    description = "After which it is again what it was; 0: at once",
                    minimum = "0",
                    maximum = "1440",
                    defaultValue = "15")
            @Nullable Integer minutes) {}

    @Schema(name = "Disconnect")
    record Disconnect(
            @Schema(description = REASON, minLength = 1, maxLength = 256)
            String reason,

            @Schema(description = "Of the user's tokens; by default the one of the administrator's") @Nullable String issuer) {}
}
