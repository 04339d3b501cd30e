package io.beckon.transport.http;

import static java.util.stream.Collectors.joining;

import io.beckon.transport.Cors;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The web app's files, and what a page of theirs may do: talk to this service and to where its users sign in, and to nobody else. */
public final class WebApp {

    /** Everything that is not an API's. */
    public static final String PATHS = "/(?!v1/|development/|q/).*";

    public static final String ADMIN = "/admin";

    /**
     * Content Security Policy Level 3 with Trusted Types, but for {@code connect-src}. The one policy of Trusted Types names the
     * service worker.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                    + "media-src 'self' blob:; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; object-src 'none'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types service-worker; connect-src 'self'";

    /**
     * What calls take, and nothing else that a browser may ask its user for (W3C Permissions Policy). Without
     * {@code speaker-selection}, which is the page's own anyway: some releases of Chromium complain of the name.
     */
    private static final String PERMISSIONS = "camera=(self), microphone=(self), display-capture=(self), "
            + "autoplay=(self), fullscreen=(self), picture-in-picture=(self), "
            + "clipboard-read=(self), clipboard-write=(self), geolocation=(), payment=(), usb=(), "
            + "serial=(), hid=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=()";

    /** Of what is no document, but part of one, whose own policies count; should it be made something else, it may do nothing. */
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** All scripts but the one that is a worker, whose own policy counts; and style sheets. */
    private static final Pattern PARTS = Pattern.compile("/(?!service-worker\\.js$).*\\.(?:js|css)");

    /** The client, which pages of other origins load: the same for everybody, without credentials. */
    private static final String CLIENT = "/client/";

    private final Supplier<List<SignInPage.Realm>> realms;
    private final WebFiles files;

    public WebApp(Supplier<List<SignInPage.Realm>> realms, WebFiles files) {
        this.realms = realms;
        this.files = files;
    }

    /** Says what the page may do. The files change with the service, and a browser asks each time whether they have. */
    public void protect(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        if (PARTS.matcher(routing.normalizedPath()).matches()) {
            response.putHeader("Content-Security-Policy", NOTHING);
        } else {
            protectDocument(response);
        }
        response.putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-cache");
        if (routing.normalizedPath().startsWith(CLIENT)) {
            Cors.allowAll(response);
        }
        if (!files.answers(routing)) {
            routing.next();
        }
    }

    private void protectDocument(HttpServerResponse response) {
        String providers =
                realms.get().stream().map(realm -> " " + origin(realm.issuer())).collect(joining());
        response.putHeader("Content-Security-Policy", POLICY + providers)
                .putHeader("Permissions-Policy", PERMISSIONS)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
    }

    /** {@code GET /admin}: the administrators' page. */
    public static void showAdmin(RoutingContext routing) {
        routing.reroute("/admin.html");
    }

    private static String origin(String issuer) {
        URI uri = URI.create(issuer);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
