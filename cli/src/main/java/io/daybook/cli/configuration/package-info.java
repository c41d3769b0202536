/** The configuration: environment, file and defaults, checked as a whole. */
@NullMarked
package io.daybook.cli.configuration;

import org.jspecify.annotations.NullMarked;
