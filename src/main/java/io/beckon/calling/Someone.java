package io.beckon.calling;

/**
 * A user as others see one.
 *
 * @param name for people
 */
public record Someone(String user, String name) {}
