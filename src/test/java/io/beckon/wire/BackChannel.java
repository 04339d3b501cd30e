package io.beckon.wire;

import java.net.http.HttpRequest;

/** Where realms tell a node of sign-outs. */
final class BackChannel {

    private BackChannel() {}

    /** The status of the answer to a logout token. */
    static int post(ServerUnderTest node, String token) {
        return postForm(node, "logout_token=" + token);
    }

    static int postForm(ServerUnderTest node, String form) {
        return DevelopmentTokens.send(HttpRequest.newBuilder(node.url().resolve("/v1/back-channel-logout"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build())
                .statusCode();
    }
}
