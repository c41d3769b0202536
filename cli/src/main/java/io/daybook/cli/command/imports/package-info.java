/** CSV files into a source. */
@NullMarked
package io.daybook.cli.command.imports;

import org.jspecify.annotations.NullMarked;
