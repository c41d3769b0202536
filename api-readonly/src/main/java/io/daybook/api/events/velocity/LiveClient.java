package io.daybook.api.events.velocity;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One reader of a stream. Its messages leave one after the other, never an older after a newer. */
final class LiveClient {

    private final SseEmitter emitter;
    private long sent;

    /**
     * @param known the generation that the reader has already; 0: none
     */
    LiveClient(SseEmitter emitter, long known) {
        this.emitter = emitter;
        this.sent = known;
    }

    /** Sends the card unless the reader has it, or a newer one. */
    synchronized void send(LiveCard card) throws IOException {
        if (card.generation() > sent) {
            sent = card.generation();
            emitter.send(
                    SseEmitter.event()
                            .id(Long.toString(card.generation()))
                            .name("velocity")
                            .data(card.velocity(), MediaType.APPLICATION_JSON));
        }
    }

    synchronized void beat() throws IOException {
        emitter.send(SseEmitter.event().comment("heartbeat"));
    }

    void end() {
        emitter.complete();
    }
}
