/**
 * The edges through which clients come in, and what all of them ask of a request first. None of the edges knows another, except that WHIP
 * stands on signaling by requests; what they share knows none of them.
 */
@NullMarked
package io.beckon.transport;

import org.jspecify.annotations.NullMarked;
