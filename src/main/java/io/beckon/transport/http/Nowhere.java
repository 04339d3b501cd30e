package io.beckon.transport.http;

import io.beckon.transport.Problem;
import io.vertx.ext.web.RoutingContext;

/** What is said of an address that means nothing: to applications a problem, to people a page with a way back. */
public final class Nowhere {

    /** Of applications. */
    private static final String API = "/v1/";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Not found – Beckon</title></head>
              <body><h1>There is nothing at this address</h1><p><a href="/">Go to Beckon</a></p></body>
            </html>
            """;

    private Nowhere() {}

    public static void handle(RoutingContext routing) {
        if (routing.normalizedPath().startsWith(API)) {
            Problem.NOT_FOUND.answer(routing.response());
        } else {
            routing.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(PAGE);
        }
    }
}
