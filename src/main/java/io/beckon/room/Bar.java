package io.beckon.room;

/**
 * Why a user may not come back to a room yet.
 *
 * @param since position of the kick that said so
 * @param seconds how long it was to last
 */
public record Bar(long since, int seconds) {}
