package io.beckon.admin;

import io.beckon.log.LogUnavailable;
import io.beckon.protocol.ErrorCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Says what is refused, or has failed, as problem documents (RFC 9457). */
final class Problems {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private static final String TYPE = "application/problem+json";

    /** Those who are sent away come back at different times. */
    private static final int LEAST_RETRY_SECONDS = 1;

    private static final int MOST_RETRY_SECONDS = 6;

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return answer(refused.status(), refused.code(), refused.getMessage(), refused.field());
    }

    @ServerExceptionMapper
    Response unavailable(LogUnavailable unavailable) {
        return answer(503, ErrorCode.UNAVAILABLE, "what became of it is not known: look, and try again", null);
    }

    @ServerExceptionMapper
    Response later(CompletionException failure) {
        return switch (failure.getCause()) {
            case Refused refused -> refused(refused);
            case LogUnavailable unavailable -> unavailable(unavailable);
            case null, default -> failed(failure);
        };
    }

    /** What the framework refuses. */
    @ServerExceptionMapper
    Response web(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        if (status >= 500) {
            return failed(refused);
        }
        ErrorCode code = status == 413 ? ErrorCode.TOO_LARGE : ErrorCode.BAD_MESSAGE;
        return answer(status, code, null, null);
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        LOG.log(System.Logger.Level.ERROR, "an administrator's request failed", failure);
        return answer(500, ErrorCode.INTERNAL, null, null);
    }

    private static Response answer(int status, ErrorCode code, @Nullable String detail, @Nullable String field) {
        return builder(status, code, detail, field).build();
    }

    private static Response.ResponseBuilder builder(
            int status, ErrorCode code, @Nullable String detail, @Nullable String field) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Refused" : known.getReasonPhrase();
        Response.ResponseBuilder answer = Response.status(status)
                .type(TYPE)
                .entity(new ProblemDocument(title, status, code.wireName(), detail, field));
        if (status == 503) {
            answer.header("Retry-After", ThreadLocalRandom.current().nextInt(LEAST_RETRY_SECONDS, MOST_RETRY_SECONDS));
        }
        return answer;
    }
}
