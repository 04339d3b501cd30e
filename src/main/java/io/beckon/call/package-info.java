/**
 * What a call to a person is: a deterministic state machine over its records, from the first ring to the end. Pure and
 * sequential; it knows no clock, no thread, no wire format, no I/O, and not which devices are connected.
 */
@NullMarked
package io.beckon.call;

import org.jspecify.annotations.NullMarked;
