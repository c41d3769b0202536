/** What may be asked of a view's table, and the statement for it: no name of a request is SQL. */
@NullMarked
package io.daybook.api.reports.query;

import org.jspecify.annotations.NullMarked;
