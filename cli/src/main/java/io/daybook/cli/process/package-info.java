/** How the process begins and ends: its surroundings, signals and exit codes. */
@NullMarked
package io.daybook.cli.process;

import org.jspecify.annotations.NullMarked;
