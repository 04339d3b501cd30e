package io.beckon.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the bodies of orders look like, for those who read the description. */
final class Orders {

    private static final String REASON = "Why: it is kept for auditors";

    private Orders() {}

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
