/**
 * What the program does instead of serving: verifying audit records and writing them out, saying whose pseudonyms are whose, opening what
 * was captured, showing what happened in a room, and asking a running service for its health. Opens no port, and is wired to nothing of a running node.
 */
@NullMarked
package io.beckon.command;

import org.jspecify.annotations.NullMarked;
