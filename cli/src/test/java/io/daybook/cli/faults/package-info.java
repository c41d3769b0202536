/** Daybook as a process among others: killed, interrupted, started eight times at once. */
@NullMarked
package io.daybook.cli.faults;

import org.jspecify.annotations.NullMarked;
