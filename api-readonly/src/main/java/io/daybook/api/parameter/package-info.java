/** Parameters that several resources take: ids and local days. */
@NullMarked
package io.daybook.api.parameter;

import org.jspecify.annotations.NullMarked;
