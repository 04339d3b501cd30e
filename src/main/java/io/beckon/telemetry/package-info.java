/**
 * Negotiations as traces of OpenTelemetry: the only importer of its API. It knows nothing of exporters, which are configured, and has
 * no say in what becomes of a frame.
 */
@NullMarked
package io.beckon.telemetry;

import org.jspecify.annotations.NullMarked;
