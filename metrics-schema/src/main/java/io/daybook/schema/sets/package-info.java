/** How sets of ids are stored: what the writer writes and the reader merges. */
@NullMarked
package io.daybook.schema.sets;

import org.jspecify.annotations.NullMarked;
