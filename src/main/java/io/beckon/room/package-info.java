/**
 * What a room is: a deterministic state machine over a log of proposals. Pure and sequential; it knows no clock, no thread, no
 * wire format and no I/O.
 */
@NullMarked
package io.beckon.room;

import org.jspecify.annotations.NullMarked;
