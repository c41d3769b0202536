/** What the ledger says of a mart: what is done, what is missing, what went wrong last. */
@NullMarked
package io.daybook.etl.status;

import org.jspecify.annotations.NullMarked;
