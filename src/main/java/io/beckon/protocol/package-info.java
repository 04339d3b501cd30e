/**
 * The wire protocol {@code signaling.v1}: the frames of clients and of the service, strict readers and writers of both encodings (JSON and
 * CBOR), error and close codes, and the limits on what a frame may hold. It decides nothing and keeps no state.
 */
@NullMarked
package io.beckon.protocol;

import org.jspecify.annotations.NullMarked;
