/**
 * JSON as bytes: written without a tree, and checked without one.
 */
@NullMarked
package io.beckon.json;

import org.jspecify.annotations.NullMarked;
