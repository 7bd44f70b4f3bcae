/** The languages of the panels, as the page lists them. */
export const LANGUAGES = ["en", "es", "ru", "uk", "pl", "nl", "tr", "fr", "da"] as const;
