/**
 * The wire: what clients and the service say to each other and how it is encoded. It decides nothing and keeps no state.
 */
@NullMarked
package io.beckon.protocol;

import org.jspecify.annotations.NullMarked;
