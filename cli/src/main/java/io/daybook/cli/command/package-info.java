/** The commands: each reads its arguments, calls one public method and prints what it returns. */
@NullMarked
package io.daybook.cli.command;

import org.jspecify.annotations.NullMarked;
