/**
 * What the program does instead of serving: verifying audit records and writing them out, and showing what happened in a room. Opens
 * no port, and needs nothing of a running node.
 */
@NullMarked
package io.beckon.command;

import org.jspecify.annotations.NullMarked;
