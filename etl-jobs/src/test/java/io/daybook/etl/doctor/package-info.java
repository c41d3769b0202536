@NullMarked
package io.daybook.etl.doctor;

import org.jspecify.annotations.NullMarked;
