/** The commands that run marts, or say what a run would do. */
@NullMarked
package io.daybook.cli.command.run;

import org.jspecify.annotations.NullMarked;
