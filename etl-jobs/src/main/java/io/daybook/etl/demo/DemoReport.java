package io.daybook.etl.demo;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The demo data of one mart.
 *
 * @param made false when the data was found and kept
 * @param madeAt when the data was made
 * @param rows number of rows per contract table
 */
public record DemoReport(
        String mart, String schema, boolean made, Instant madeAt, Map<String, Long> rows) {

    public DemoReport {
        rows = new TreeMap<>(rows);
    }
}
