/**
 * The administrators' REST API: what goes on on all nodes, and what may be done about it. It knows no log, no socket of a client
 * and no room's inside; what it shows are copies.
 */
@NullMarked
package io.beckon.admin;

import org.jspecify.annotations.NullMarked;
