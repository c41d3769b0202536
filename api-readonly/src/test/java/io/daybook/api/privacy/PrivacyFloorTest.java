package io.daybook.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cells are written as bucket tickets/orders, by bucket. */
class PrivacyFloorTest {

    private record Cell(String bucket, long tickets, long orders)
            implements PrivacyFloor.Cell<Cell> {
        @Override
        public Cell mergedWith(Cell other) {
            return new Cell("suppressed", tickets + other.tickets, orders + other.orders);
        }
    }

    @Test
    void showsCellsAtTheFloor() {
        assertThat(shown("male 9/5", "female 5/5")).isEqualTo("female 5/5, male 9/5");
    }

    @Test
    void mergesSmallCellsWithTheSmallestOther() {
        // other is below 5; of male and female, female has fewer orders
        assertThat(shown("male 60/50", "female 40/30", "other 4/4", "unmapped 70/60"))
                .isEqualTo("male 60/50, suppressed 44/34, unmapped 70/60");
    }

    @Test
    void mergesAllSmallCells() {
        // 18-24 and 65+ are small; 25-34 has the fewest orders of the others
        assertThat(shown("18-24 3/2", "25-34 30/20", "35-44 50/40", "65+ 1/1"))
                .isEqualTo("35-44 50/40, suppressed 34/23");
    }

    @Test
    void choosesTheSmallestOtherByOrdersThenBucket() {
        // male has fewer tickets but as many orders: the bucket's name decides
        assertThat(shown("male 10/10", "female 90/10", "other 1/1", "unmapped 20/11"))
                .isEqualTo("male 10/10, suppressed 91/11, unmapped 20/11");
    }

    @Test
    void isEmptyWhenFewerThanTwoCellsRemain() {
        assertThat(shown("male 60/50", "other 4/4")).isEmpty();
        assertThat(shown("male 4/4", "female 4/4")).isEmpty();
    }

    @Test
    void showsNothingOfASingleBuyer() {
        assertThat(shown("male 1/1")).isEmpty();
    }

    @Test
    void showsNothingOfOneBuyerOfSixTickets() {
        // six tickets, but one order: counted in orders it stays below the floor
        assertThat(shown("female 6/1")).isEmpty();
        assertThat(shown("male 3/1", "female 3/1")).isEmpty();
    }

    @Test
    void showsASingleLargeCell() {
        assertThat(shown("male 60/50")).isEqualTo("male 60/50");
    }

    @Test
    void isEmptyWithoutAnswers() {
        assertThat(shown()).isEmpty();
    }

    private static String shown(String... cells) {
        List<Cell> given = Arrays.stream(cells).map(PrivacyFloorTest::cell).toList();
        return new PrivacyFloor(5)
                .apply(given).stream()
                        .sorted(Comparator.comparing(Cell::bucket))
                        .map(cell -> cell.bucket() + " " + cell.tickets() + "/" + cell.orders())
                        .collect(Collectors.joining(", "));
    }

    private static Cell cell(String text) {
        String[] parts = text.split("[ /]");
        return new Cell(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
