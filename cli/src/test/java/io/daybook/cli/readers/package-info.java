/** Readers of the API while runs publish: every answer is of one generation. */
@NullMarked
package io.daybook.cli.readers;

import org.jspecify.annotations.NullMarked;
