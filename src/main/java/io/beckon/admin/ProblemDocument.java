package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a request was not granted (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem", description = "Why a request was not granted (RFC 9457)")
public record ProblemDocument(
        @Schema(description = "The status in words", examples = "Not Found")
        String title,

        @Schema(description = "The HTTP status", examples = "404")
        int status,

        @Schema(
                description = "What programs may decide by: a code of the signaling protocol",
                examples = "no-such-room")
        String code,

        @Schema(description = "For people") @Nullable String detail,

        @Schema(description = "The member of the request that is wrong") @Nullable String field) {}
