package io.beckon.replay;

/**
 * Two who are connected, by one of their peer connections.
 *
 * @param first the one whose peer id sorts first
 */
record Connected(String first, String second, String pc) {

    static Connected between(String one, String other, String pc) {
        boolean inOrder = one.compareTo(other) < 0;
        return new Connected(inOrder ? one : other, inOrder ? other : one, pc);
    }
}
