package io.daybook.etl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerBinariesTest {

    @Test
    void namesTheArchiveOfTheMachine() {
        assertThat(ServerBinaries.archive("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(ServerBinaries.archive("Linux", "aarch64"))
                .isEqualTo("postgres-linux-arm_64.txz");
        assertThat(ServerBinaries.archive("Mac OS X", "x86_64"))
                .isEqualTo("postgres-darwin-x86_64.txz");
        assertThat(ServerBinaries.archive("Mac OS X", "aarch64"))
                .isEqualTo("postgres-darwin-arm_64.txz");
    }

    @Test
    void hasEveryArchiveInItsVersionOnTheClassPath() {
        assertThat(new String[] {"linux-x86_64", "linux-arm_64", "darwin-x86_64", "darwin-arm_64"})
                .allSatisfy(
                        machine ->
                                assertThat(getClass().getResource("/postgres-" + machine + ".txz"))
                                        .asString()
                                        .contains("-" + ServerBinaries.VERSION + ".jar!"));
    }

    @Test
    void namesTheAlternativeOnAnotherMachine() {
        assertThatThrownBy(() -> ServerBinaries.archive("Windows 11", "amd64"))
                .isInstanceOf(EmbeddedServerUnavailable.class)
                .hasMessage(
                        "No embedded PostgreSQL for this machine: Windows 11 on amd64 (expected"
                                + " Linux or macOS on x86_64 or arm64). Set DAYBOOK_STORE_URL to"
                                + " use a PostgreSQL of yours.");
        assertThatThrownBy(() -> ServerBinaries.archive("Linux", "riscv64"))
                .hasMessageContaining("Linux on riscv64");
    }
}
