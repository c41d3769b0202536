package io.daybook.api.answer;

/**
 * What answers depend on beside tenant, roles, publication and question: the settings that this
 * server was started with, such as the privacy floor and what roles allow. It is part of every
 * validator and of every key in a shared cache, so that after a start with other settings nothing
 * from before holds.
 */
public record AnswerSettings(String text) {}
