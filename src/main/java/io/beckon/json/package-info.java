/**
 * JSON as bytes: written without a tree, and checked without one. It knows no frame and no record.
 */
@NullMarked
package io.beckon.json;

import org.jspecify.annotations.NullMarked;
