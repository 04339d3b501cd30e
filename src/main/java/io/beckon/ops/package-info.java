/** What an operator needs of a running node: its health and an orderly end. */
@NullMarked
package io.beckon.ops;

import org.jspecify.annotations.NullMarked;
