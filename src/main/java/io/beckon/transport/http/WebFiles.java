package io.beckon.transport.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The service's files: their entity tags (RFC 9110 section 8.8.3), by their content, weak, for they are sent compressed or not; and, of
 * those that make up pages, the content, in memory in both forms: the framework looks for a file on the disk several times for each request. What is larger than
 * 24 KiB is left to the framework, which sends it in parts.
 */
public final class WebFiles {

    private static final String FILES = "META-INF/resources";

    private static final int MOST_KEPT_BYTES = 24 * 1024;

    /** No folder, and nothing that names a file in two ways. */
    private static final Pattern FILE = Pattern.compile("(/[\\w-]+(\\.[\\w-]+)*)*/[\\w-]+(\\.[\\w-]+)+");

    private static final Pattern ZIPPED_IS_TAKEN =
            Pattern.compile("(?i)(?:^|,)\\s*(?:x-)?gzip\\s*(?:,|$|;\\s*q=(?:1|0\\.0{0,2}[1-9]))");

    /** Media types of what pages are made of, by the end of the name: all text. */
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "webmanifest", "application/manifest+json");

    private final boolean doFilesChange;
    private final Map<String, WebFile> files = new ConcurrentHashMap<>();

    /** @param doFilesChange while the service runs, as in development mode: then the framework sees to them, without tags */
    public WebFiles(boolean doFilesChange) {
        this.doFilesChange = doFilesChange;
    }

    /** @param content {@code null}: the framework hands it out */
    private record WebFile(String tag, @Nullable Content content) {}

    private record Content(String type, Buffer plain, Buffer zipped) {}

    /** Answers if the client has the file as it is, or else with its content; says its tag (RFC 9110 section 13.1.2). */
    boolean answers(RoutingContext routing) {
        WebFile file = doFilesChange ? null : find(routing.normalizedPath());
        if (file == null) {
            return false;
        }
        HttpServerResponse response = routing.response().putHeader(HttpHeaders.ETAG, file.tag);
        if (file.content != null) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (isKnown(file, routing.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return true;
        }
        if (file.content == null) {
            return false;
        }
        String accepted = routing.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.content.type);
        if (accepted != null && ZIPPED_IS_TAKEN.matcher(accepted).find()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(file.content.zipped);
        } else {
            if (routing.request().method() == HttpMethod.GET) {
                // says that nobody is to compress it, and is taken off again
                response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
            }
            response.end(file.content.plain);
        }
        return true;
    }

    /** By the weak comparison (RFC 9110 section 13.1.2): some caches make tags strong, some ask for any. */
    private static boolean isKnown(WebFile file, @Nullable String known) {
        return known != null
                && Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || file.tag.equals(tag) || file.tag.equals("W/" + tag));
    }

    /** {@code null}: there is no such file. */
    private @Nullable WebFile find(String path) {
        String file = path.equals("/") ? "/index.html" : path;
        WebFile known = files.get(file);
        return known == null && FILE.matcher(file).matches() ? files.computeIfAbsent(file, WebFiles::read) : known;
    }

    private static @Nullable WebFile read(String file) {
        try (InputStream stream = WebFiles.class.getClassLoader().getResourceAsStream(FILES + file)) {
            if (stream == null) {
                return null;
            }
            byte[] bytes = stream.readAllBytes();
            String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
            return new WebFile(
                    tag(bytes),
                    type == null || bytes.length > MOST_KEPT_BYTES
                            ? null
                            : new Content(type, Buffer.buffer(bytes), Buffer.buffer(zip(bytes))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }
}
