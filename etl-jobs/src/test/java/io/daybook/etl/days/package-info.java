/** Days: every zone that the server knows, every change of its clocks, against the engine. */
@NullMarked
package io.daybook.etl.days;

import org.jspecify.annotations.NullMarked;
