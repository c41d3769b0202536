/** The contract between writer and reader. */
@NullMarked
package io.daybook.schema;

import org.jspecify.annotations.NullMarked;
