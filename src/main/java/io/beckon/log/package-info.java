/**
 * The logs of rooms, of calls and of what all must know: ports of two verbs, append and follow, and their in-process
 * implementations. It knows what a record is and never what becomes of it.
 */
@NullMarked
package io.beckon.log;

import org.jspecify.annotations.NullMarked;
