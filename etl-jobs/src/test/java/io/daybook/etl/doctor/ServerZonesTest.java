package io.daybook.etl.doctor;

import static io.daybook.etl.doctor.Finding.Status.OK;
import static io.daybook.etl.doctor.Finding.Status.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two servers whose zones or clocks differ cannot be had on one machine. */
class ServerZonesTest {

    private static final ServerZones OURS =
            new ServerZones(Map.of("Europe/Berlin", "a", "America/Coyhaique", "b"));

    @Test
    void agreesWhenTheLocalTimesAreTheSame() {
        assertThat(ServerZones.compare(OURS, OURS).status()).isEqualTo(OK);
    }

    @Test
    void namesZonesThatOneServerLacks() {
        ServerZones older = new ServerZones(Map.of("Europe/Berlin", "a"));
        assertThat(ServerZones.compare(OURS, older))
                .extracting(Finding::status, Finding::found)
                .containsExactly(WARNING, "unknown to the store: America/Coyhaique");
        assertThat(ServerZones.compare(older, OURS).found())
                .isEqualTo("unknown to the source: America/Coyhaique");
    }

    @Test
    void namesZonesWithOtherLocalTimes() {
        ServerZones other = new ServerZones(Map.of("Europe/Berlin", "c", "America/Coyhaique", "b"));
        assertThat(ServerZones.compare(OURS, other).found())
                .isEqualTo("with other local times: Europe/Berlin");
    }

    @Test
    void comparesTheServersWithEachOtherToo() {
        Duration four = Duration.ofSeconds(4);
        assertThat(new ServerClocks(four, four).finding().status()).isEqualTo(OK);
        assertThat(new ServerClocks(four, four.negated()).finding())
                .extracting(Finding::status, Finding::found)
                .containsExactly(
                        WARNING,
                        "source +4.0 s, store -4.0 s against this computer (expected less than 5 s)");
    }
}
