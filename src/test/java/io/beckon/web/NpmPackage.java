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

/** Clients as npm has them, without a change. */
enum NpmPackage {
    PEERJS(
            "peerjs",
            "1.5.5",
            "viMUCPDL6CSfOu0ZqVcFqbWRXNHIbv2lPqNbrBIjbFYrflebOjItJ4hPfhjnuUCstqciHVu9vVJ7jFqqKi/EuQ=="),
    PEERJS_1_4(
            "peerjs",
            "1.4.7",
            "dWE2HIGvJO0Hm8lYHJiO/5OWl8xYtGcAuU08To1HMIfhh76ULzkCS3NIQO/PZm4noO1RhaGTkQaQ6sbAss6/Tg=="),
    PEERJS_1_3(
            "peerjs",
            "1.3.2",
            "+PHfmsC7QGUU8Ye3OLi6tKQZGPCNy7QatUVNw4JtE8alkguF3+DdO5W0bzepqP2OtE9FqH/ltXt37qyvHw2CqA=="),
    WHIP_WHEP(
            "whip-whep",
            "1.2.0",
            "CP+Tht3O/N6QLebW5LxsNKgzFN5KX6WinLr1SLs74feagYu+Gqy+0dw48p5RQuE+FlrM4xyOlOdW2UOQwljImA==");

    private static final int PATIENCE_SECONDS = 120;

    private final String label;
    private final Path folder;
    private final Path archive;
    private final String sha512;

    NpmPackage(String label, String version, String sha512) {
        this.label = label + "@" + version;
        this.folder = Path.of("target", "npm", this.label).toAbsolutePath();
        this.archive = folder.resolve(label + "-" + version + ".tgz");
        this.sha512 = sha512;
    }

    /** A script of it that a page loads. */
    synchronized String script(String path) {
        try {
            fetch();
            String script = "package/" + path;
            if (!succeeds(List.of("tar", "-xzf", archive.toString(), "-C", folder.toString(), script))) {
                throw new AssertionError(archive + " cannot be unpacked");
            }
            return Files.readString(folder.resolve(script), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fetch() throws IOException {
        Files.createDirectories(folder);
        if (!Files.exists(archive)) {
            String npm = ExternalTool.NPM.require().toString();
            boolean fetched = succeeds(List.of(
                    npm,
                    "pack",
                    label,
                    "--silent",
                    "--pack-destination",
                    folder.toString(),
                    "--update-notifier=false"));
            Assumptions.assumeTrue(fetched, "npm cannot fetch " + label);
        }
        String sum = Base64.getEncoder().encodeToString(sha512(archive));
        if (!sum.equals(sha512)) {
            throw new AssertionError(label + " is not what it was: its SHA-512 is " + sum);
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
