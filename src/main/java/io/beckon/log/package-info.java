/**
 * The logs of rooms, of calls and of what all must know: ports with the verbs append and follow, of rooms with their checkpoints, and
 * their in-process implementations; and what has to get into them, by insisting or when its time has come. It knows what a record is
 * and never what becomes of it.
 */
@NullMarked
package io.beckon.log;

import org.jspecify.annotations.NullMarked;
