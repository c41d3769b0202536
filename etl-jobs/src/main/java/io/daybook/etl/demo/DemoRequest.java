package io.daybook.etl.demo;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What demo data to make; the same request gives the same data.
 *
 * @param days days of history, at least 1
 * @param scale multiplies what happens (orders, bookings), above 0
 * @param now the latest instant in the data
 * @param reset whether data that demo made before is dropped first
 * @param reader the role that reads the source: it is granted what it needs
 */
public record DemoRequest(int days, BigDecimal scale, Instant now, boolean reset, String reader) {

    public DemoRequest {
        if (days < 1 || scale.signum() <= 0) {
            throw new IllegalArgumentException("days and scale must be positive");
        }
    }
}
