package io.beckon.protocol;

import java.util.Arrays;

/** How many entries each object and array of a JSON text has, in the order in which they begin. The text must be valid. */
final class ContainerSizes {

    private int[] sizes = new int[16];
    private int[] parents = new int[16];
    private int count;
    private int current = -1;

    private ContainerSizes() {}

    static int[] of(byte[] json) {
        ContainerSizes containers = new ContainerSizes();
        for (int i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '"' -> i = endOfString(json, i);
                case '{', '[' -> containers.begin(isEmpty(json, i));
                case '}', ']' -> containers.end();
                case ',' -> containers.sizes[containers.current]++;
                default -> {}
            }
        }
        return containers.sizes;
    }

    private void begin(boolean empty) {
        if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, count * 2);
            parents = Arrays.copyOf(parents, count * 2);
        }
        parents[count] = current;
        sizes[count] = empty ? 0 : 1;
        current = count++;
    }

    private void end() {
        current = parents[current];
    }

    private static boolean isEmpty(byte[] json, int start) {
        int i = start + 1;
        while (json[i] <= ' ') {
            i++;
        }
        return json[i] == '}' || json[i] == ']';
    }

    /** Where the closing quote stands. */
    private static int endOfString(byte[] json, int start) {
        int i = start + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}
