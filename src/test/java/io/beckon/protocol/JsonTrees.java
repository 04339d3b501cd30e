package io.beckon.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Arbitrary JSON without numbers that one encoding writes in another way than the other, and without lone surrogates. Made by hand:
 * recursive arbitraries take minutes.
 */
public final class JsonTrees {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 4;

    private final Random random;

    private JsonTrees(Random random) {
        this.random = random;
    }

    public static Arbitrary<JsonNode> any() {
        return Arbitraries.randomValue(random -> new JsonTrees(random).value(0));
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 10 : 6)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
            case 3 -> NODES.numberNode(fraction());
            case 4, 5 -> NODES.textNode(text());
            case 6, 7 -> array(depth + 1);
            default -> object(depth + 1);
        };
    }

    private ArrayNode array(int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(depth));
        }
        return array;
    }

    private ObjectNode object(int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(text(), value(depth));
        }
        return object;
    }

    private double fraction() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) && value != Math.rint(value) ? value : 0.5;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int c = random.nextInt(1 << 1 + random.nextInt(20));
            text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '"' : c);
        }
        return text.toString();
    }
}
