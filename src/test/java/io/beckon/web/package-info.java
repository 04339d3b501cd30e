/** The page in a real browser: calls between tabs of a Chromium, with media flowing. Knows the service only by its address. */
@NullMarked
package io.beckon.web;

import org.jspecify.annotations.NullMarked;
