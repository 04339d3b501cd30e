/**
 * What administrators see of this node, and what they do to rooms and users anywhere. It knows neither HTTP nor who may do what.
 */
@NullMarked
package io.beckon.administration;

import org.jspecify.annotations.NullMarked;
