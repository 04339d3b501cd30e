/**
 * The administrators' API, by requests and live over a WebSocket or an event stream: what goes on on all nodes, what went on before,
 * and what may be done about it. It knows no socket of a client and no room's inside; what it shows are copies.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Beckon for administrators",
                        version = "1",
                        license = @License(name = "Apache License 2.0", identifier = "Apache-2.0"),
                        description = "What goes on on all nodes of the service, and what may be done about it. An"
                                + " administrator sees and touches only what is of its own tenant, and of that only the"
                                + " rooms for whose names its token gives the right to administer."),
        servers = @Server(url = "/", description = "The node that is asked, which asks all others"),
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
                                                        schema = @Schema(implementation = ProblemDocument.class))),
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = "bearer",
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "JWT",
                                        description =
                                                "An access token of somebody with the right to administer (RFC 6750)")),
        security = @SecurityRequirement(name = "bearer"))
@NullMarked
package io.beckon.admin;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;
