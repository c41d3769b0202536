/** How a run advances, on standard error. */
@NullMarked
package io.daybook.cli.progress;

import org.jspecify.annotations.NullMarked;
