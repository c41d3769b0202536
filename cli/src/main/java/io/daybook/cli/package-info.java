/** The operator: the main class and what every command's end has in common. */
@NullMarked
package io.daybook.cli;

import org.jspecify.annotations.NullMarked;
