package io.beckon.transport.whip;

import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.Finding;
import io.beckon.sdp.SdpCheck;
import io.beckon.sdp.SdpLimits;
import io.beckon.transport.PathSegment;
import io.beckon.transport.signaling.PolledSessions;
import io.beckon.transport.signaling.Refusal;
import io.beckon.transport.signaling.Visitor;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a {@code POST} to an endpoint is answered, once somebody has answered its offer or nobody has. */
final class PostAnswers {

    /** As HTTP writes a time (RFC 9110 section 5.6.7). */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int NOT_ACCEPTABLE = 406;
    private static final int LEAST_RETRY_SECONDS = 2;
    private static final int MOST_RETRY_SECONDS = 6;
    private static final int MOST_DOUBTS = 3;

    private final Side side;
    private final PolledSessions sessions;
    private final Resources resources;
    private final SdpCheck check = new SdpCheck(SdpLimits.DEFAULTS, CandidatePolicy.OPEN);

    PostAnswers(Side side, PolledSessions sessions, Resources resources) {
        this.side = side;
        this.sessions = sessions;
        this.resources = resources;
    }

    void nothingLive(Visitor visitor) {
        Problems.NOBODY.answer(
                visitor.response(),
                "nobody is live in this room yet",
                ThreadLocalRandom.current().nextInt(LEAST_RETRY_SECONDS, MOST_RETRY_SECONDS));
    }

    void refuse(Endpoint.Posted posted, Unanswered why) {
        Visitor visitor = posted.visitor();
        ServerMessage.ErrorMessage error = why.error();
        switch (why.reason()) {
            case NOBODY, LATE -> {
                if (side == Side.WHEP) {
                    nothingLive(visitor);
                } else {
                    Problems.TIMEOUT.answer(
                            visitor.response(),
                            why.getMessage() + ": a media server, or a viewer that joins with metadata.answers"
                                    + doubts(posted.offer()));
                }
            }
            case REJECTED -> {
                if (side == Side.WHEP) {
                    nothingLive(visitor);
                } else {
                    Problems.UNPROCESSABLE.answer(visitor.response(), why.getMessage() + doubts(posted.offer()));
                }
            }
            case REFUSED -> {
                if (error == null) {
                    Problems.UNPROCESSABLE.answer(visitor.response(), String.valueOf(why.getMessage()));
                } else {
                    Refusal.answer(visitor.response(), Refusal.withoutId(error), new JsonObject());
                }
            }
            case GONE -> visitor.refuse(ErrorCode.UNAVAILABLE, String.valueOf(why.getMessage()), null);
        }
    }

    /** What browsers may have against an offer, in words for who made it; often nothing. */
    private String doubts(@Nullable String offer) {
        if (offer == null) {
            return "";
        }
        return check.description(offer, DescriptionType.OFFER, null).findings().stream()
                .filter(Finding::doubtedByBrowsers)
                .limit(MOST_DOUBTS)
                .map(finding -> "line " + finding.line() + ": " + finding.message())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; "),
                        doubts -> doubts.isEmpty() ? "" : ". Browsers may refuse this offer, for its " + doubts));
    }

    void created(Visitor visitor, Resource resource, SdpText answer, @Nullable String tag, String name) {
        if (tag != null) {
            visitor.response().putHeader("ETag", tag);
        }
        describe(visitor, resource, 201, Talk.SDP, answer, name);
    }

    /** An offer in place of an answer: 406, or 201 where it was asked for. */
    void offered(Endpoint.Posted posted, Resource resource, SdpText offer, Answering.Counter counter, String name) {
        describe(
                posted.visitor(),
                resource,
                posted.offer() == null ? 201 : NOT_ACCEPTABLE,
                Talk.SDP + "; valid-until=\"" + HTTP_DATE.format(resources.end(counter)) + "\"",
                offer,
                name);
    }

    private void describe(
            Visitor visitor, Resource resource, int status, String type, SdpText description, String name) {
        HttpServerResponse response = visitor.response();
        if (response.closed()) {
            resource.leave();
            return;
        }
        IceLinks.of(sessions.welcome(resource.session()).iceServers())
                .forEach(link -> response.headers().add("Link", link));
        response.setStatusCode(status)
                .putHeader("Location", side.path() + "/" + PathSegment.of(String.valueOf(visitor.room())) + "/" + name)
                .putHeader("Content-Type", type)
                .putHeader("Accept-Patch", Talk.acceptPatch(name))
                .putHeader("Cache-Control", "no-store")
                .end(description.text());
    }
}
