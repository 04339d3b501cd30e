/** Clients that mean harm, and what they cost the others: the numbers of docs/security.md come from here. */
@NullMarked
package io.beckon.hostile;

import org.jspecify.annotations.NullMarked;
