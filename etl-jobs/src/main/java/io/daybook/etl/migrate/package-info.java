/** Brings a store to the newest schema: roles, grants and migrations. */
@NullMarked
package io.daybook.etl.migrate;

import org.jspecify.annotations.NullMarked;
