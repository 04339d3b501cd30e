package io.beckon.admin;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/openapi}: this API, described as OpenAPI 3.1. */
@Path("openapi")
public final class Description {

    /** The name of the answer that says why a request was not granted. */
    static final String PROBLEM = "Problem";

    static final String ERRORS =
            "Why it was not granted. 400: the request is wrong, `field` says where. 401: no valid token."
                    + " 403: the right to administer is missing. 404: no such room, participant or call. 405, 413 (more than 64 KiB),"
                    + " 415: not to be done that way. 409: the service keeps nothing that could be looked back at. 503: it is not known now; `Retry-After` says when to try again.";

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
