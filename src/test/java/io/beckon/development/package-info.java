/** Tests of the identity for a developer's own machine. */
@NullMarked
package io.beckon.development;

import org.jspecify.annotations.NullMarked;
