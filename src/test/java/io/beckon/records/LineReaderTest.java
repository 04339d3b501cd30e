package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static List<String> read(byte[] text) throws IOException {
        List<String> lines = new ArrayList<>();
        new LineReader(new ByteArrayInputStream(text)).read(new LineReader.Taker() {
            @Override
            public void line(byte[] buffer, int from, int to, long number, boolean isEnded) {
                String line = to - from > 100 ? (to - from) + " bytes" : new String(buffer, from, to - from, UTF_8);
                lines.add(number + " " + line + (isEnded ? "" : " ..."));
            }

            @Override
            public void tooLong(long number) {
                lines.add(number + " too long");
            }
        });
        return lines;
    }

    @Test
    void linesAreNumberedAndTheLastMayHaveNoEnd() throws IOException {
        assertEquals(List.of("1 a", "2 ", "3 b ..."), read("a\n\nb".getBytes(UTF_8)));
        assertEquals(List.of("1 a"), read("a\n".getBytes(UTF_8)));
        assertEquals(List.of(), read(new byte[0]));
    }

    @Test
    void linesMayBeLongerThanTheBuffer() throws IOException {
        String text = "x".repeat(3_000_000) + "\nb\n" + "y".repeat(1_000_000) + "\n";
        assertEquals(List.of("1 3000000 bytes", "2 b", "3 1000000 bytes"), read(text.getBytes(UTF_8)));
    }

    @Test
    void aLineThatIsTooLongIsPassedOver() throws IOException {
        String text = "a\n" + "x".repeat(LineReader.MOST_BYTES * 2) + "\nb\n" + "y".repeat(LineReader.MOST_BYTES * 3);
        assertEquals(List.of("1 a", "2 too long", "3 b", "4 too long"), read(text.getBytes(UTF_8)));
    }

    @Test
    void whatIsCompressedIsReadAlike() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("a\nb\n".getBytes(UTF_8));
        }
        assertEquals(List.of("1 a", "2 b"), read(bytes.toByteArray()));
    }
}
