/** The read API's entry point: start, settings and what makes it refuse to start. */
@NullMarked
package io.daybook.api;

import org.jspecify.annotations.NullMarked;
