/** The commands that stay: the read API, and the demo that ends in it. */
@NullMarked
package io.daybook.cli.command.serve;

import org.jspecify.annotations.NullMarked;
