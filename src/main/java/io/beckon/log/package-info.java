/**
 * The log of rooms: a port of two verbs, append and follow, and its in-process implementation. It knows what a record is and
 * never what becomes of it.
 */
@NullMarked
package io.beckon.log;

import org.jspecify.annotations.NullMarked;
