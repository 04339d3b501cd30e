package io.beckon.web;

import io.beckon.ExternalTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The client of PeerJS as npm has it, without a change. */
final class PeerJsPackage {

    private static final String NAME = "peerjs@1.5.5";
    private static final String SHA_512 =
            "viMUCPDL6CSfOu0ZqVcFqbWRXNHIbv2lPqNbrBIjbFYrflebOjItJ4hPfhjnuUCstqciHVu9vVJ7jFqqKi/EuQ==";
    private static final Path FOLDER = Path.of("target", "peerjs").toAbsolutePath();
    private static final String SCRIPT = "package/dist/peerjs.min.js";
    private static final int PATIENCE_SECONDS = 120;

    private PeerJsPackage() {}

    /** The script that a page loads. */
    static synchronized String script() {
        try {
            Path archive = Files.createDirectories(FOLDER).resolve("peerjs-1.5.5.tgz");
            if (!Files.exists(archive)) {
                String npm = ExternalTool.NPM.require().toString();
                boolean fetched = succeeds(List.of(
                        npm,
                        "pack",
                        NAME,
                        "--silent",
                        "--pack-destination",
                        FOLDER.toString(),
                        "--update-notifier=false"));
                Assumptions.assumeTrue(fetched, "npm cannot fetch " + NAME);
            }
            String sum = Base64.getEncoder().encodeToString(sha512(archive));
            if (!sum.equals(SHA_512)) {
                throw new AssertionError(NAME + " is not what it was: its SHA-512 is " + sum);
            }
            if (!succeeds(List.of("tar", "-xzf", archive.toString(), "-C", FOLDER.toString(), SCRIPT))) {
                throw new AssertionError(archive + " cannot be unpacked");
            }
            return Files.readString(FOLDER.resolve(SCRIPT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean succeeds(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getInputStream().readAllBytes();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha512(Path file) throws IOException {
        try {
            return MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
