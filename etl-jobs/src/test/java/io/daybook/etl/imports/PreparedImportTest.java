package io.daybook.etl.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedImportTest {

    @TempDir Path directory;

    /** Maps without an order are read in another one by every virtual machine. */
    @Test
    void isTheSameImportInWhateverOrderTheMapIsWritten() throws IOException {
        Files.writeString(directory.resolve("refund.csv"), "id,order,of,total,state,at\n");
        String identity =
                identity(
                        """
                        columns:
                          refund_id: id
                          order_id: order
                          event_id: of
                          amount: total
                          status: {column: state, values: {BB: failed, C: x, Aa: succeeded}}
                          refunded_at: at
                        """);
        assertThat(identity)
                .containsSubsequence(
                        "amount=",
                        "event_id=",
                        "order_id=",
                        "refund_id=",
                        "refunded_at=",
                        "status=",
                        "values={Aa=succeeded, BB=failed, C=x}");
        // Aa and BB have one hash code
        assertThat(
                        identity(
                                """
                                columns:
                                  refunded_at: at
                                  status: {values: {Aa: succeeded, BB: failed, C: x}, column: state}
                                  amount: total
                                  event_id: of
                                  order_id: order
                                  refund_id: id
                                """))
                .isEqualTo(identity);
    }

    private String identity(String map) throws IOException {
        Files.writeString(directory.resolve("map.yaml"), map);
        ImportRequest request =
                new ImportRequest(
                        directory,
                        directory,
                        "refund.csv",
                        Optional.of("map.yaml"),
                        Optional.empty(),
                        false,
                        0);
        return PreparedImport.of(Catalogue.load().mart("events"), "refund", request).identity();
    }
}
