/** The script that starts Daybook, with a Java that only says how it was called. */
@NullMarked
package io.daybook.cli.launcher;

import org.jspecify.annotations.NullMarked;
