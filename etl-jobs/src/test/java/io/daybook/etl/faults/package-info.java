/**
 * The failure modes of {@code docs/reliability.md} that one JVM and a real PostgreSQL can provoke.
 */
@NullMarked
package io.daybook.etl.faults;

import org.jspecify.annotations.NullMarked;
