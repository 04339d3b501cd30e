package io.beckon.transport.http;

import io.beckon.calling.WakeUp;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Optional;

/**
 * Tells an HTTP address whom to wake: a POST of {@code {call, tenant, from: {user, name}, to: [user], expiresAt, metadata}}, with
 * the call's id as {@code Idempotency-Key}. Any 2xx will do; else it is tried a few times more. Whoever listens finds out by
 * itself which devices these users have, if any.
 */
public final class WakeWebhook implements WakeUp {

    private static final System.Logger LOG = System.getLogger(WakeWebhook.class.getName());

    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 300;
    private static final int CONNECT_MILLIS = 2000;
    private static final long ANSWER_MILLIS = 5000;
    private static final int MOST_WAITING = 1000;

    private final Vertx vertx;
    private final URI address;
    private final Optional<String> token;
    private final WebClient client;

    /** @param token a bearer token (RFC 6750) by which the address knows that it is told by this service */
    public WakeWebhook(Vertx vertx, URI address, Optional<String> token) {
        this.vertx = vertx;
        this.address = address;
        this.token = token;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setMaxWaitQueueSize(MOST_WAITING)
                        .setFollowRedirects(false));
    }

    @Override
    public void wake(Summons summons) {
        send(summons.call(), body(summons), 1);
    }

    /** The metadata goes as it came: it is checked JSON, with numbers and names that another parser may not take. */
    static Buffer body(Summons summons) {
        String head = new JsonObject()
                .put("call", summons.call())
                .put("tenant", summons.tenant())
                .put(
                        "from",
                        new JsonObject()
                                .put("user", summons.from().user())
                                .put("name", summons.from().name()))
                .put("to", new JsonArray(summons.to()))
                .put("expiresAt", summons.expiresAt().toString())
                .encode();
        return Buffer.buffer(head.substring(0, head.length() - 1))
                .appendString(",\"metadata\":")
                .appendBytes(summons.metadata().utf8())
                .appendString("}");
    }

    private void send(String call, Buffer body, int attempt) {
        HttpRequest<Buffer> request = client.postAbs(address.toString())
                .timeout(ANSWER_MILLIS)
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", call);
        token.ifPresent(request::bearerTokenAuthentication);
        request.sendBuffer(body).onComplete(answer -> {
            if (answer.failed()) {
                again(call, body, attempt, answer.cause().getClass().getSimpleName());
            } else if (answer.result().statusCode() / 100 != 2) {
                again(call, body, attempt, "status " + answer.result().statusCode());
            }
        });
    }

    private void again(String call, Buffer body, int attempt, String trouble) {
        if (attempt == ATTEMPTS) {
            LOG.log(System.Logger.Level.WARNING, "beckon.calls.wake-webhook does not take a call: {0}", trouble);
        } else {
            vertx.setTimer(FIRST_PAUSE_MILLIS << attempt - 1, timer -> send(call, body, attempt + 1));
        }
    }
}
