/** Microbenchmarks (JMH) of the parts that every frame goes through. */
package io.beckon.benchmark.micro;
