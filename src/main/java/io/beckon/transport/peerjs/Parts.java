package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.json.FrameText.Range;
import java.util.Arrays;

/** A text that is put together of parts of others, in an array as long as it is. */
final class Parts {

    private byte[][] texts = new byte[32][];
    private int[] begins = new int[32];
    private int[] ends = new int[32];
    private int size;
    private int length;

    Parts add(String part) {
        return add(part.getBytes(UTF_8));
    }

    /** It must not be changed meanwhile. */
    Parts add(byte[] part) {
        return add(part, 0, part.length);
    }

    Parts add(byte[] text, Range part) {
        return add(text, part.begin(), part.end());
    }

    private Parts add(byte[] text, int begin, int end) {
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
            begins = Arrays.copyOf(begins, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        texts[size] = text;
        begins[size] = begin;
        ends[size++] = end;
        length += end - begin;
        return this;
    }

    byte[] joined() {
        byte[] joined = new byte[length];
        int at = 0;
        for (int i = 0; i < size; i++) {
            int bytes = ends[i] - begins[i];
            System.arraycopy(texts[i], begins[i], joined, at, bytes);
            at += bytes;
        }
        return joined;
    }
}
