/**
 * Connected clients and the rooms they are in: what they send becomes proposals, what rooms decide becomes frames for them, in
 * order and bounded. It knows no socket and no framework.
 */
@NullMarked
package io.beckon.session;

import org.jspecify.annotations.NullMarked;
