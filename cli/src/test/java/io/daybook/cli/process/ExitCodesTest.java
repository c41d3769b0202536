package io.daybook.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodesTest {

    @Test
    void putsTheGravestFirst() {
        assertThat(ExitCodes.of(List.of())).isZero();
        assertThat(ExitCodes.of(List.of(0, 0))).isZero();
        assertThat(ExitCodes.of(List.of(0, 3))).isEqualTo(3);
        assertThat(ExitCodes.of(List.of(3, 4, 0))).isEqualTo(4);
        assertThat(ExitCodes.of(List.of(3, 4, 75))).isEqualTo(75);
        assertThat(ExitCodes.of(List.of(75, 1, 4))).isEqualTo(1);
        assertThat(ExitCodes.of(List.of(1, 130))).isEqualTo(130);
    }
}
