/**
 * The control log at work on the sessions of this node: who was signed out is sent away, and who has the one place of a user may stay.
 */
@NullMarked
package io.beckon.control;

import org.jspecify.annotations.NullMarked;
