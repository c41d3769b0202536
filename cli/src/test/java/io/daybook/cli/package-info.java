/** The command line as its user sees it. */
@NullMarked
package io.daybook.cli;

import org.jspecify.annotations.NullMarked;
