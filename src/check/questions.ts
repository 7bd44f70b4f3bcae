import type { Question } from "./question.ts";
import { ANSWER_QUESTIONS, DICTIONARY_QUESTIONS, LANGUAGE_QUESTIONS } from "./questions/answers.ts";
import { EVENT_QUESTIONS } from "./questions/events.ts";
import { FAMILY_QUESTIONS } from "./questions/family.ts";
import { EXPRESSION_QUESTIONS, FILTER_QUESTIONS } from "./questions/filters.ts";
import { LOGIN_QUESTIONS, LOGOUT_QUESTION } from "./questions/login.ts";
import { NEIGHBOUR_QUESTIONS } from "./questions/neighbours.ts";
import { ORDER_QUESTIONS, PAGE_QUESTIONS } from "./questions/pages.ts";
import { WINDOW_QUESTIONS } from "./questions/window.ts";

/** Every question, in the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  ...FAMILY_QUESTIONS,
  ...LOGIN_QUESTIONS,
  ...ANSWER_QUESTIONS,
  ...PAGE_QUESTIONS,
  ...ORDER_QUESTIONS,
  ...WINDOW_QUESTIONS,
  ...FILTER_QUESTIONS,
  ...EXPRESSION_QUESTIONS,
  ...LANGUAGE_QUESTIONS,
  ...DICTIONARY_QUESTIONS,
  ...EVENT_QUESTIONS,
  ...NEIGHBOUR_QUESTIONS,
  LOGOUT_QUESTION,
];
