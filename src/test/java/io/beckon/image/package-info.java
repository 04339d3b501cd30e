/** Container images and the native executable: that they are made of what they need, and that what is in them runs. */
@NullMarked
package io.beckon.image;

import org.jspecify.annotations.NullMarked;
