/** Metrics out of the store, to files and other programs. */
@NullMarked
package io.daybook.cli.command.export;

import org.jspecify.annotations.NullMarked;
