/**
 * The logs of rooms, of calls and of what all must know: ports with the verbs append and follow, of rooms with their checkpoints,
 * and their in-process implementations. It knows what a record is and never what becomes of it.
 */
@NullMarked
package io.beckon.log;

import org.jspecify.annotations.NullMarked;
