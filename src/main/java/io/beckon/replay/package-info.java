/**
 * What the log of one room says afterwards: its signaling as a ladder diagram, and what went wrong in it. Pure: no I/O, no clock, and no
 * knowledge of where records come from.
 */
@NullMarked
package io.beckon.replay;

import org.jspecify.annotations.NullMarked;
