/**
 * The logs of rooms, of calls and of what all must know: ports with the verbs append and follow, of rooms with their checkpoints, and their
 * in-process implementations.
 * Beside them is what everybody who writes or reads a log needs: {@code Announcer}, which appends again until the log has it;
 * {@code DueTimers}, which of the rooms' timers run; {@code Instances}, which processes count as lost; and {@code Nodes}, where the others
 * can be asked.
 * It may use the types that are in the logs ({@code room}, {@code call}, {@code announcement}). It knows what a record is, and never what
 * becomes of it, nor Kafka.
 */
@NullMarked
package io.beckon.log;

import org.jspecify.annotations.NullMarked;
