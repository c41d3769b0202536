package io.daybook.etl.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.imports.ColumnMap.Constant;
import io.daybook.etl.imports.ColumnMap.FromFile;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnMapReaderTest {

    private static final Contract.Table ORDER =
            Catalogue.load().mart("events").contract().table("ticket_order");

    @TempDir Path directory;

    @Test
    void readsNamesConstantsValuesAndZones() throws IOException {
        ColumnMap map =
                read(
                        """
                        columns:
                          order_id: No
                          status: {constant: paid}
                          fee_amount: {constant: 0}
                          buyer_id: {values: {'0': null, 7: 70}}
                          paid_at: {column: paid, zone: Europe/Berlin}
                        ignore: [note]
                        """);
        Map<String, String> values = new HashMap<>();
        values.put("0", null);
        values.put("7", "70");
        assertThat(map.origins())
                .isEqualTo(
                        Map.of(
                                "order_id",
                                new FromFile("No", Map.of(), Optional.empty()),
                                "status",
                                new Constant("paid"),
                                "fee_amount",
                                new Constant("0"),
                                "buyer_id",
                                new FromFile("buyer_id", values, Optional.empty()),
                                "paid_at",
                                new FromFile(
                                        "paid",
                                        Map.of(),
                                        Optional.of(ZoneId.of("Europe/Berlin")))));
        assertThat(map.ignored()).containsExactly("note");
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        colums: {}
                                        columns:
                                          amout: x
                                          updated_at: changed
                                          status: {constant: paid, zone: UTC}
                                          order_id: {colum: id}
                                          paid_at: {zone: Europe/Berlinn}
                                          cancelled_at: {zone: CET+1}
                                          buyer_id: [1]
                                          event_id: {values: x}
                                        ignore: note
                                        """))
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage(
                        """
                        Invalid --map: map.yaml; nothing was changed:
                          Unknown key: colums (did you mean columns?)
                          Unknown column of ticket_order: amout (did you mean amount?)
                          updated_at is not imported: the load's clock stamps it
                          columns.status: a constant stands alone (expected no other key beside it)
                          Unknown key: colum (did you mean column?) in columns.order_id
                          Unknown zone: Europe/Berlinn (did you mean Europe/Berlin?) in columns.paid_at.zone
                          Unknown zone: CET+1 (did you mean CET?) in columns.cancelled_at.zone
                          Invalid columns.buyer_id: [1] (expected a column of the file, or some of column, constant, values, zone)
                          Invalid columns.event_id.values: "x" (expected text: value pairs)
                          Invalid ignore: "note" (expected a list of columns)""");
    }

    @Test
    void refusesWhatIsNoMap() {
        assertThatThrownBy(() -> read("columns: {a: 1, a: 2}"))
                .hasMessageStartingWith(
                        "Invalid --map: map.yaml; nothing was changed:\n  no YAML: Duplicate");
        assertThatThrownBy(() -> read("- a"))
                .hasMessageEndingWith("no map (expected the keys columns and ignore)");
    }

    @Test
    void refusesAMapInAnotherEncoding() throws IOException {
        Path file = directory.resolve("latin.yaml");
        Files.writeString(file, "columns: {amount: Gebühr}", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ColumnMapReader.read(file, ORDER))
                .isInstanceOfSatisfying(
                        RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage("Invalid --map: latin.yaml; nothing was changed:\n  no text in UTF-8");
    }

    private ColumnMap read(String yaml) throws IOException {
        Path file = directory.resolve("map.yaml");
        Files.writeString(file, yaml);
        return ColumnMapReader.read(file, ORDER);
    }
}
