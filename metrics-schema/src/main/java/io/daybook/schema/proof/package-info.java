/** The rules for views that only PostgreSQL can decide, decided by PostgreSQL. */
@NullMarked
package io.daybook.schema.proof;

import org.jspecify.annotations.NullMarked;
