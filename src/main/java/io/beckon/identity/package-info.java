/**
 * Who is calling and what they may do: values and ports. It knows neither how a token is checked nor what a right is used for.
 */
@NullMarked
package io.beckon.identity;

import org.jspecify.annotations.NullMarked;
