/** Complete statements around a view's text, and the rows they stream from source to staging. */
@NullMarked
package io.daybook.etl.engine;

import org.jspecify.annotations.NullMarked;
