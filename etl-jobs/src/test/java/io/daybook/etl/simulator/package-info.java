/**
 * The simulator: random operations, runs, backfills, verifications and faults on one small source
 * and store; after every step each table equals its view as of what was published.
 */
@NullMarked
package io.daybook.etl.simulator;

import org.jspecify.annotations.NullMarked;
