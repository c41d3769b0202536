/** Runs while connections, server processes and networks fail. */
@NullMarked
package io.daybook.etl.faults;

import org.jspecify.annotations.NullMarked;
