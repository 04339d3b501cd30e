/** What the figures say, for people and for programs. Knows nothing of how they came about. */
package io.beckon.benchmark.report;
