package io.beckon.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Whether a file is the compressed form of another. */
final class SameContent {

    private static final int BLOCK_BYTES = 64 << 10;

    private SameContent() {}

    /** Not so when one of them cannot be read: whoever reads all of it says why. */
    static boolean of(String compressed, String plain) {
        try (InputStream one = new GZIPInputStream(Files.newInputStream(Path.of(compressed)));
                InputStream other = Files.newInputStream(Path.of(plain))) {
            while (true) {
                byte[] block = one.readNBytes(BLOCK_BYTES);
                if (!Arrays.equals(block, other.readNBytes(BLOCK_BYTES))) {
                    return false;
                }
                if (block.length == 0) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
    }
}
