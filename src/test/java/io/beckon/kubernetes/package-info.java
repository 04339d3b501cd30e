/** The manifests in k8s: rendered as kubectl does it, compared with what they are for, and started. */
@NullMarked
package io.beckon.kubernetes;

import org.jspecify.annotations.NullMarked;
