/**
 * The control log at work on the sessions of this node: who was signed out is sent away, and who has the one place of a user may stay.
 * What was announced it knows from {@link io.beckon.announcement}; of rooms it knows nothing but who leaves them.
 */
@NullMarked
package io.beckon.control;

import org.jspecify.annotations.NullMarked;
