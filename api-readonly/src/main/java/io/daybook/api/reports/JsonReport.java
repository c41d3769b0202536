package io.daybook.api.reports;

import io.daybook.api.reports.query.Report;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code {"view": ..., "columns": [...], "rows": [{...}, ...]}}. */
final class JsonReport implements ReportWriter {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();

    private final List<String> columns;
    private final JsonGenerator json;

    JsonReport(Report report, Writer out) {
        this.columns = report.columns();
        this.json = JSON.createGenerator(out);
        json.writeStartObject();
        json.writeStringProperty("view", report.view().stem());
        json.writeArrayPropertyStart("columns");
        columns.forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("rows");
    }

    @Override
    public void accept(List<@Nullable Object> row) {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeName(columns.get(i));
            write(row.get(i));
        }
        json.writeEndObject();
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Number whole) {
            json.writeNumber(whole.longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }

    @Override
    public void end() {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
