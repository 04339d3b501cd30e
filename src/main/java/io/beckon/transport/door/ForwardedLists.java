package io.beckon.transport.door;

import static java.util.stream.Collectors.joining;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;

/**
 * What proxies say of the client, in lists of which the first element counts. Empty elements are none, and lines of one name are one
 * list (RFC 9110 sections 5.3 and 5.6.1.2); what reads them later knows neither.
 */
final class ForwardedLists {

    private static final List<String> NAMES = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl");

    private ForwardedLists() {}

    /** Leaves one line of each name, without empty elements; or none where there was nothing else. */
    static void tidy(HttpHeaders headers) {
        for (String name : NAMES) {
            List<String> lines = headers.getAll(name);
            if (lines.isEmpty()) {
                continue;
            }
            String elements = lines.stream()
                    .flatMap(line -> Arrays.stream(line.split(",")))
                    .map(String::strip)
                    .filter(element -> !element.isEmpty())
                    .collect(joining(","));
            if (elements.isEmpty()) {
                headers.remove(name);
            } else {
                headers.set(name, elements);
            }
        }
    }
}
