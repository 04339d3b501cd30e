package io.beckon.admin;

import io.beckon.log.Nodes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes, to be asked what each sees for itself: all at once, with the token of the administrator who asks, which each of them checks.
 * Safe for use by several threads.
 */
public final class Others {

    private static final int CONNECT_MILLIS = 1500;
    private static final long ANSWER_MILLIS = 2000;
    private static final int MOST_WAITING = 1000;

    private final Nodes nodes;
    private final Supplier<String> self;
    private final WebClient client;

    private interface Sending {
        Future<HttpResponse<Buffer>> send(HttpRequest<Buffer> request);
    }

    /** @param self the instance of this node */
    public Others(Vertx vertx, Nodes nodes, Supplier<String> self) {
        this.nodes = nodes;
        this.self = self;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setMaxWaitQueueSize(MOST_WAITING)
                        .setFollowRedirects(false));
    }

    /**
     * Asks all of them, unless the operator wants to know of this node alone. Never fails.
     *
     * @param path below {@code /v1/admin}
     */
    <T> CompletionStage<Asked<T>> ask(Operator operator, String path, Map<String, String> query, Class<T> type) {
        return each(operator, path, query, HttpRequest::send, type);
    }

    /** Tells all of them to do the same for themselves, unless the operator means this node alone. Never fails. */
    <T> CompletionStage<Asked<T>> tell(Operator operator, String path, Buffer json, Class<T> type) {
        return each(
                operator,
                path,
                Map.of(),
                request -> request.method(HttpMethod.POST)
                        .putHeader("Content-Type", "application/json")
                        .sendBuffer(json),
                type);
    }

    private <T> CompletionStage<Asked<T>> each(
            Operator operator, String path, Map<String, String> query, Sending sending, Class<T> type) {
        List<CompletableFuture<Asked.Answer<T>>> answers = operator.alone()
                ? List.of()
                : nodes.living().stream()
                        .filter(node -> !node.instance().equals(self.get()))
                        .map(node -> ask(node, operator, path, query, sending, type))
                        .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> new Asked<>(
                        answers.stream().map(CompletableFuture::join).toList()));
    }

    private <T> CompletableFuture<Asked.Answer<T>> ask(
            Nodes.Node node,
            Operator operator,
            String path,
            Map<String, String> query,
            Sending sending,
            Class<T> type) {
        if (node.address() == null) {
            return CompletableFuture.completedFuture(new Asked.Answer<>(node, null, "tells no address"));
        }
        HttpRequest<Buffer> request = client.getAbs(node.address() + "/v1/admin" + path)
                .timeout(ANSWER_MILLIS)
                .bearerTokenAuthentication(operator.token())
                .addQueryParam("scope", "node");
        query.forEach(request::addQueryParam);
        return sending.send(request)
                .toCompletionStage()
                .toCompletableFuture()
                .handle((answer, failure) -> failure == null ? read(node, answer, type) : failed(node, failure));
    }

    private static <T> Asked.Answer<T> read(Nodes.Node node, HttpResponse<Buffer> answer, Class<T> type) {
        return switch (answer.statusCode()) {
            case 200 -> parsed(node, answer, type);
            case 404 -> new Asked.Answer<>(node, null, null);
            default -> new Asked.Answer<>(node, null, "answers with status " + answer.statusCode());
        };
    }

    private static <T> Asked.Answer<T> parsed(Nodes.Node node, HttpResponse<Buffer> answer, Class<T> type) {
        try {
            return new Asked.Answer<>(node, answer.bodyAsJson(type), null);
        } catch (RuntimeException e) {
            return new Asked.Answer<>(node, null, "answers something else");
        }
    }

    private static <T> Asked.Answer<T> failed(Nodes.Node node, Throwable failure) {
        return new Asked.Answer<>(node, null, trouble(failure));
    }

    private static String trouble(@Nullable Throwable failure) {
        return switch (failure) {
            case TimeoutException late -> "has not answered in time";
            case ConnectException gone -> "cannot be connected to";
            case null, default -> "cannot be asked";
        };
    }
}
