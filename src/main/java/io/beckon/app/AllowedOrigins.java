package io.beckon.app;

import io.beckon.transport.Origins;
import io.beckon.transport.WebOrigin;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code beckon.allowed-origins}, checked. */
final class AllowedOrigins {

    private AllowedOrigins() {}

    static Origins of(BeckonConfig config) {
        return new Origins(of(config.allowedOrigins().orElse(List.of())));
    }

    /** Those beside the service's own. */
    static Set<WebOrigin> of(List<String> entries) {
        return entries.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(AllowedOrigins::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static WebOrigin origin(String entry) {
        try {
            return WebOrigin.parse(entry.replaceFirst("(?<=[^/])/$", ""));
        } catch (IllegalArgumentException e) {
            throw new Misconfiguration(
                    "beckon.allowed-origins",
                    entry,
                    e.getMessage() + "; list each origin as browsers send it, scheme, host and perhaps port, such as"
                            + " https://app.example.com, without wildcards and without a path");
        }
    }
}
