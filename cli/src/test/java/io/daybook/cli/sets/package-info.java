/** Sets of ids from the source's rows to the reader's counts. */
@NullMarked
package io.daybook.cli.sets;

import org.jspecify.annotations.NullMarked;
