package io.daybook.etl.engine;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The unit of replacement: the rows of a view that share it.
 *
 * @param entityId the value of the view's key column
 * @param day the entity's own local day; null where the view has no day
 */
public record Slice(String tenantId, long entityId, @Nullable LocalDate day) {}
