package io.beckon.transport;

import io.vertx.core.http.HttpServerRequest;

/**
 * Where somebody comes from.
 *
 * @param address empty where none is known
 * @param network what counts as one place
 */
public record Remote(String address, String network) {

    public static Remote of(HttpServerRequest request) {
        return new Remote(ClientAddress.of(request), ClientAddress.networkOf(request));
    }
}
