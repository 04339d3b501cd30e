/** The command: who is measured by what, in which order, and where the results go. */
package io.beckon.benchmark;
