/** What a run promises whatever the mart: ledger, holding back, refusals, backfill, recovery. */
@NullMarked
package io.daybook.etl.behaviour;

import org.jspecify.annotations.NullMarked;
