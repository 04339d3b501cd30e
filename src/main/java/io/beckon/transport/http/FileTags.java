package io.beckon.transport.http;

import io.vertx.ext.web.RoutingContext;
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
import org.jspecify.annotations.Nullable;

/** Entity tags of the service's files (RFC 9110 section 8.8.3): by their content, weak, for they are sent compressed or not. */
public final class FileTags {

    private static final String FILES = "META-INF/resources";

    /** No folder, and nothing that names a file in two ways. */
    private static final Pattern FILE = Pattern.compile("(/[\\w-]+(\\.[\\w-]+)*)*/[\\w-]+(\\.[\\w-]+)+");

    private final boolean doFilesChange;
    private final Map<String, String> tags = new ConcurrentHashMap<>();

    /** @param doFilesChange while the service runs, as in development mode: then they have no tags */
    public FileTags(boolean doFilesChange) {
        this.doFilesChange = doFilesChange;
    }

    /** Whether the client has the file as it is; says its tag (RFC 9110 section 13.1.2). */
    boolean isKnown(RoutingContext routing) {
        String tag = doFilesChange ? null : tagOf(routing.normalizedPath());
        if (tag == null) {
            return false;
        }
        routing.response().putHeader("ETag", tag);
        String known = routing.request().getHeader("If-None-Match");
        return known != null
                && Arrays.stream(known.split(",")).map(String::strip).anyMatch(tag::equals);
    }

    /** {@code null}: there is no such file. */
    private @Nullable String tagOf(String path) {
        String file = path.equals("/") ? "/index.html" : path;
        return FILE.matcher(file).matches() ? tags.computeIfAbsent(file, FileTags::read) : null;
    }

    private static @Nullable String read(String file) {
        try (InputStream content = FileTags.class.getClassLoader().getResourceAsStream(FILES + file)) {
            if (content == null) {
                return null;
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12)) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
