/**
 * What administrators see of this node, and what they do to rooms and users anywhere.
 */
@NullMarked
package io.beckon.administration;

import org.jspecify.annotations.NullMarked;
