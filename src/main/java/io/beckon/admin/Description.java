package io.beckon.admin;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/openapi}: this API, described as OpenAPI 3.1. */
@Path("openapi")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Beckon for administrators",
                        version = "1",
                        description = "What goes on on all nodes of the service, and what may be done about it. An"
                                + " administrator sees and touches only what is of its own tenant, and of that only the"
                                + " rooms for whose names its token gives the right to administer."),
        tags = {
            @Tag(name = "See", description = "What goes on"),
            @Tag(name = "Act", description = "What may be done about it, each time with a reason")
        },
        components =
                @Components(
                        responses =
                                @APIResponse(
                                        name = Description.PROBLEM,
                                        description = Description.ERRORS,
                                        content =
                                                @Content(
                                                        mediaType = "application/problem+json",
                                                        schema = @Schema(implementation = ProblemDocument.class)))),
        security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "An access token of somebody with the right to administer (RFC 6750)")
public final class Description {

    /** The name of the answer that says why a request was not granted. */
    static final String PROBLEM = "Problem";

    static final String ERRORS =
            "Why it was not granted. 400: the request is wrong, `field` says where. 401: no valid token."
                    + " 403: the right to administer is missing. 404: no such room or participant. 405, 413 (more than 64 KiB),"
                    + " 415: not to be done that way. 503: it is not known now; `Retry-After` says when to try again.";

    private final OpenApiDocumentService document;

    Description(OpenApiDocumentService document) {
        this.document = document;
    }

    @GET
    @Operation(hidden = true)
    public Response describe(@QueryParam("format") @Nullable String format) {
        return "yaml".equals(format)
                ? Response.ok(document.getDocument("<default>", Format.YAML))
                        .type("application/yaml")
                        .build()
                : Response.ok(document.getDocument("<default>", Format.JSON))
                        .type("application/json")
                        .build();
    }
}
