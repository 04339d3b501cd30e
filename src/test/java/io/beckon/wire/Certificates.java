package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Key pairs of loopback that have signed themselves, made with the JDK's own tool, in files of a folder of their own. */
final class Certificates {

    static final String PASSWORD = "password-of-key-stores";

    private final Path directory;

    Certificates() {
        try {
            directory = Files.createTempDirectory("beckon-tls");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a key store (PKCS #12) with a new key pair */
    Path keys(String name) {
        try {
            Path file = directory.resolve(name + ".p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            name,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, keytool.exitValue());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return a trust store (PKCS #12) with the certificate of that key store */
    Path trusting(Path keys) {
        Path file = directory.resolve("trusting-" + keys.getFileName());
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("trusted", certificate(keys));
            trusted.store(out, PASSWORD.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Certificate certificate(Path keys) {
        try {
            KeyStore store = load(keys);
            return store.getCertificate(alias(store));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate as PEM. */
    static String certificatePem(Path keys) {
        try {
            return pem("CERTIFICATE", certificate(keys).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as PEM (PKCS #8). */
    static String keyPem(Path keys) {
        try {
            KeyStore store = load(keys);
            return pem(
                    "PRIVATE KEY",
                    store.getKey(alias(store), PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String alias(KeyStore store) throws GeneralSecurityException {
        return store.aliases().nextElement();
    }

    private static KeyStore load(Path keys) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    Path directory() {
        return directory;
    }
}
