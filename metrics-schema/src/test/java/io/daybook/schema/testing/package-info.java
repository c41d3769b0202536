/** One real PostgreSQL per test JVM, and clean databases on it. Shared with the other modules. */
@NullMarked
package io.daybook.schema.testing;

import org.jspecify.annotations.NullMarked;
