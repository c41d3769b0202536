package io.daybook.api.answer;

/**
 * A payload as it is sent. Its bytes belong to it: nobody changes them.
 *
 * @param standing the publication that it was read from
 */
record Answer(Standing standing, EntityTag tag, byte[] body) {}
