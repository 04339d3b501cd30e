/** The edges through which clients come in; none of them knows another. */
@NullMarked
package io.beckon.transport;

import org.jspecify.annotations.NullMarked;
