/**
 * The view catalogue: what each mart reads, which views define its tables, and how they are
 * checked.
 */
@NullMarked
package io.daybook.schema.catalogue;

import org.jspecify.annotations.NullMarked;
