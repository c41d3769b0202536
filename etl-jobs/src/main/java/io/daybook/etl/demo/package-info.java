/** Demo data for a source that has none. */
@NullMarked
package io.daybook.etl.demo;

import org.jspecify.annotations.NullMarked;
