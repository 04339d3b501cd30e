/**
 * What an operator needs of a running node: whether it is ready, its meters, the orderly end that a signal begins, and log messages of one
 * line each.
 * {@code NodeReadiness} is the health check, {@code Meters} and {@code RoomStates} are how figures get to the registry, {@code Drain} sends
 * sessions elsewhere before the end that {@code Termination} brings about, {@code OneLineEach} is the filter of all handlers of the log.
 * It may use {@code following} and {@code session}, whose state it reports; nothing but {@code app} uses it.
 */
@NullMarked
package io.beckon.ops;

import org.jspecify.annotations.NullMarked;
