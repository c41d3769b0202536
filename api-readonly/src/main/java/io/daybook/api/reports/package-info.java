/** Any view's rows, added up as asked, as JSON or CSV; and the list of what can be asked. */
@NullMarked
package io.daybook.api.reports;

import org.jspecify.annotations.NullMarked;
