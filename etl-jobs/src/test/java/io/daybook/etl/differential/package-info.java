/**
 * The proof of the engine: random operations on a small source, an incremental run, then every
 * table equals its view.
 */
@NullMarked
package io.daybook.etl.differential;

import org.jspecify.annotations.NullMarked;
