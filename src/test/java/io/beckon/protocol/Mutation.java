package io.beckon.protocol;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A small damage to a frame: from {@code at} on, so many bytes are replaced by others. */
public record Mutation(int at, int removed, byte[] inserted) {

    private static final List<String> SUSPECTS = List.of(
            "",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\u0000",
            "\\ud800",
            "\\",
            "null",
            "1e999",
            "\u0000",
            "{}",
            "\"id\":\"x\",");

    public static Arbitrary<List<Mutation>> several() {
        Arbitrary<byte[]> bytes = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(4),
                Arbitraries.of(SUSPECTS).map(String::getBytes));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 8),
                        bytes)
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    public static byte[] applyAll(byte[] frame, List<Mutation> mutations) {
        byte[] mutated = frame;
        for (Mutation mutation : mutations) {
            mutated = mutation.applyTo(mutated);
        }
        return mutated;
    }

    private byte[] applyTo(byte[] frame) {
        int start = at % (frame.length + 1);
        int end = Math.min(frame.length, start + removed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(frame, 0, start);
        out.writeBytes(inserted);
        out.write(frame, end, frame.length - end);
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return at + " -" + removed + " +" + HexFormat.of().formatHex(inserted);
    }
}
