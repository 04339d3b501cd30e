package io.beckon.transport.http;

import io.beckon.identity.Caller;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.MediaCheck;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.Finding;
import io.beckon.sdp.Rule;
import io.beckon.sdp.SdpCheck.Report;
import io.beckon.transport.RequestThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/check}: all that is to be said of a description or a candidate before it is sent; {@code GET}: by which rules.
 * Nothing of it is kept or logged.
 */
public final class CheckEndpoint {

    public static final String PATH = "/v1/check";

    private final Askers askers;
    private final MediaCheck check;

    public CheckEndpoint(Askers askers, MediaCheck check) {
        this.askers = askers;
        this.check = check;
    }

    public void handle(RoutingContext routing) {
        askers.ask(routing, HttpMethod.POST, caller -> {
            if (routing.request().method() == HttpMethod.GET) {
                answer(routing.response(), new JsonObject().put("rules", rules()));
            } else {
                RequestThread.body(routing, body -> judge(routing, caller, body));
            }
        });
    }

    private void judge(RoutingContext routing, Caller caller, Buffer body) {
        Report report = report(routing, body);
        if (report == null) {
            askers.refuse(routing, caller);
            return;
        }
        JsonArray findings = new JsonArray();
        report.findings().forEach(finding -> findings.add(json(finding)));
        answer(
                routing.response(),
                new JsonObject().put("accepted", report.accepted()).put("findings", findings));
    }

    /** {@code null} if the request is none that can be judged. */
    private @Nullable Report report(RoutingContext routing, Buffer body) {
        try {
            if (!isSdp(routing.request().getHeader("Content-Type"))) {
                return check.judge(body.getBytes());
            }
            DescriptionType type = MediaCheck.type(routing.request().getParam("type"));
            return type == null ? null : check.description(utf8(body), type, null);
        } catch (MalformedMessage | CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isSdp(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/sdp");
    }

    private static String utf8(Buffer body) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body.getBytes()))
                .toString();
    }

    private static JsonObject json(Finding finding) {
        return new JsonObject()
                .put("severity", finding.severity().wireName())
                .put("line", finding.line())
                .put("rule", finding.rule())
                .put("message", finding.message())
                .put("section", finding.section())
                .put("text", finding.text());
    }

    private static JsonArray rules() {
        JsonArray rules = new JsonArray();
        for (Rule rule : Rule.values()) {
            rules.add(new JsonObject()
                    .put("rule", rule.id())
                    .put("severity", rule.severity().wireName())
                    .put("message", rule.sentence())
                    .put("section", rule.section()));
        }
        return rules;
    }

    private static void answer(HttpServerResponse response, JsonObject json) {
        response.putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(json.toBuffer());
    }
}
