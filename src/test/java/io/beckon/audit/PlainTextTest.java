package io.beckon.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    private static int end(byte[] json, int from) {
        int end = from;
        while (end < json.length && isPlain(json[end])) {
            end++;
        }
        return end;
    }

    @Test
    void everyByteAtEveryPlaceIsTakenForWhatItIs() {
        for (int length = 1; length <= 20; length++) {
            for (int place = 0; place < length; place++) {
                for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
                    byte[] json =
                            "a=candidate:1 !#[]~\u007f".substring(0, length).getBytes(US_ASCII);
                    json[place] = (byte) b;
                    for (int from = 0; from < length; from++) {
                        assertEquals(end(json, from), PlainText.end(json, from), "byte " + b + " at " + place);
                    }
                }
            }
        }
    }

    /** What the search finds behind a hit within one word may be wrong, before it nothing may be. */
    @Test
    void ofTwoThatEndItTheFirstDoes() {
        for (int first = Byte.MIN_VALUE; first <= Byte.MAX_VALUE; first++) {
            for (int second = Byte.MIN_VALUE; second <= Byte.MAX_VALUE; second++) {
                byte[] json = "aaaaaaaa".getBytes(US_ASCII);
                json[3] = (byte) first;
                json[4] = (byte) second;
                assertEquals(end(json, 0), PlainText.end(json, 0), first + ", " + second);
            }
        }
    }

    @Test
    void behindTheEndThereIsNothing() {
        assertEquals(0, PlainText.end(new byte[0], 0));
        assertEquals(5, PlainText.end(new byte[4], 5), "a backslash may be the last byte");
    }
}
