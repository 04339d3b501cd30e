/**
 * Calls, as this node takes part in them: it rings the devices that are connected here, tells sessions what becomes of a call, brings its
 * parties together in a room, and says in the log of calls what it knows of them. It decides nothing about a call: that is {@link io.beckon.call}.
 */
@NullMarked
package io.beckon.calling;

import org.jspecify.annotations.NullMarked;
