/** Spring Batch on the store's own tables, for every job. */
@NullMarked
package io.daybook.etl.batch;

import org.jspecify.annotations.NullMarked;
