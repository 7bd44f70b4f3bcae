import type { Locale } from "../basip/texts/locales.ts";

/**
 * The words of e-mails in one language, without plurals: a number stands behind a colon. `{alarm}` is the
 * alarm's name, `{count}` and `{minutes}` are numbers.
 */
export interface MailTexts {
  /** What follows the alarm's name in the subject where there are several events. */
  readonly events: string;
  /** Of events that are only counted. */
  readonly more: string;
  readonly gone: string;
  readonly reached: string;
  readonly test: string;
  readonly replay: string;
  readonly times: string;
  readonly sentBy: string;
}

/** The words of e-mails. */
export const MAIL_TEXTS: Readonly<Record<Locale, MailTexts>> = {
  en: {
    events: "events: {count}",
    more: "Further events, not listed: {count}",
    gone: "Events that were removed before this alarm could look at them: {count}",
    reached: "events within {minutes} min: {count}",
    test: "Test",
    replay: "Sent again",
    times: "Times are those of {zone}.",
    sentBy: "Sent by Doorbook because of the alarm “{alarm}”.",
  },
  es: {
    events: "eventos: {count}",
    more: "Otros eventos, sin enumerar: {count}",
    gone: "Eventos eliminados antes de que esta alarma pudiera examinarlos: {count}",
    reached: "eventos en {minutes} min: {count}",
    test: "Prueba",
    replay: "Enviado de nuevo",
    times: "Las horas son las de {zone}.",
    sentBy: "Enviado por Doorbook a causa de la alarma «{alarm}».",
  },
  ru: {
    events: "событий: {count}",
    more: "Других событий, не перечисленных: {count}",
    gone: "Событий, удалённых до того, как эта тревога их просмотрела: {count}",
    reached: "событий за {minutes} мин: {count}",
    test: "Проверка",
    replay: "Отправлено повторно",
    times: "Время указано по поясу {zone}.",
    sentBy: "Отправлено Doorbook по тревоге «{alarm}».",
  },
  uk: {
    events: "подій: {count}",
    more: "Інших подій, не перелічених: {count}",
    gone: "Подій, видалених до того, як ця тривога їх переглянула: {count}",
    reached: "подій за {minutes} хв: {count}",
    test: "Перевірка",
    replay: "Надіслано повторно",
    times: "Час указано за поясом {zone}.",
    sentBy: "Надіслано Doorbook через тривогу «{alarm}».",
  },
  pl: {
    events: "zdarzenia: {count}",
    more: "Dalsze zdarzenia, niewymienione: {count}",
    gone: "Zdarzenia usunięte, zanim ten alarm je sprawdził: {count}",
    reached: "zdarzenia w ciągu {minutes} min: {count}",
    test: "Próba",
    replay: "Wysłane ponownie",
    times: "Czas według strefy {zone}.",
    sentBy: "Wysłane przez Doorbook z powodu alarmu „{alarm}”.",
  },
  nl: {
    events: "gebeurtenissen: {count}",
    more: "Verdere gebeurtenissen, niet opgesomd: {count}",
    gone: "Gebeurtenissen die verwijderd zijn voordat dit alarm ze kon bekijken: {count}",
    reached: "gebeurtenissen binnen {minutes} min: {count}",
    test: "Test",
    replay: "Opnieuw verzonden",
    times: "De tijden zijn die van {zone}.",
    sentBy: "Verzonden door Doorbook vanwege het alarm “{alarm}”.",
  },
  tr: {
    events: "olay sayısı: {count}",
    more: "Listelenmeyen diğer olaylar: {count}",
    gone: "Bu alarm bakamadan silinen olaylar: {count}",
    reached: "{minutes} dk içindeki olaylar: {count}",
    test: "Deneme",
    replay: "Yeniden gönderildi",
    times: "Saatler {zone} dilimine göredir.",
    sentBy: "Doorbook tarafından “{alarm}” alarmı nedeniyle gönderildi.",
  },
  fr: {
    events: "événements : {count}",
    more: "Autres événements, non listés : {count}",
    gone: "Événements supprimés avant que cette alarme ait pu les examiner : {count}",
    reached: "événements en {minutes} min : {count}",
    test: "Essai",
    replay: "Envoyé de nouveau",
    times: "Les heures sont celles de {zone}.",
    sentBy: "Envoyé par Doorbook à cause de l’alarme « {alarm} ».",
  },
  da: {
    events: "hændelser: {count}",
    more: "Yderligere hændelser, ikke opført: {count}",
    gone: "Hændelser, der blev fjernet, før denne alarm kunne se på dem: {count}",
    reached: "hændelser inden for {minutes} min: {count}",
    test: "Prøve",
    replay: "Sendt igen",
    times: "Tiderne er dem i {zone}.",
    sentBy: "Sendt af Doorbook på grund af alarmen “{alarm}”.",
  },
};

/** A text with its values in it. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
