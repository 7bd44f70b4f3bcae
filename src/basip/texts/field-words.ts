import type { Category, Priority } from "../../event/catalog.ts";
import type { Source } from "../../event/event.ts";
import { type Locale, TEXTS } from "./locales.ts";

/** Words for the values that fields of events have. */
interface FieldWords {
  readonly category: Readonly<Record<Category, string>>;
  readonly priority: Readonly<Record<Priority, string>>;
  readonly source: Readonly<Record<Source, string>>;
  readonly late: Readonly<Record<"true" | "false", string>>;
}

/** A field whose values there are words for. */
export type WordedField = keyof FieldWords | "type";

const WORDS: Readonly<Record<Locale, FieldWords>> = {
  en: {
    category: { access: "access", emergency: "emergency", system: "system", info: "information" },
    priority: { critical: "critical", high: "high", medium: "medium", low: "low" },
    source: {
      push: "pushed",
      pull: "pulled",
      syslog: "syslog",
      import: "imported",
      api: "Doorbook",
    },
    late: { true: "late", false: "in time" },
  },
  es: {
    category: { access: "acceso", emergency: "emergencia", system: "sistema", info: "información" },
    priority: { critical: "crítica", high: "alta", medium: "media", low: "baja" },
    source: {
      push: "enviado",
      pull: "consultado",
      syslog: "syslog",
      import: "importado",
      api: "Doorbook",
    },
    late: { true: "con retraso", false: "a tiempo" },
  },
  ru: {
    category: { access: "доступ", emergency: "тревога", system: "система", info: "информация" },
    priority: { critical: "критический", high: "высокий", medium: "средний", low: "низкий" },
    source: {
      push: "прислано",
      pull: "опрошено",
      syslog: "syslog",
      import: "импортировано",
      api: "Doorbook",
    },
    late: { true: "с опозданием", false: "вовремя" },
  },
  uk: {
    category: { access: "доступ", emergency: "тривога", system: "система", info: "інформація" },
    priority: { critical: "критичний", high: "високий", medium: "середній", low: "низький" },
    source: {
      push: "надіслано",
      pull: "опитано",
      syslog: "syslog",
      import: "імпортовано",
      api: "Doorbook",
    },
    late: { true: "із запізненням", false: "вчасно" },
  },
  pl: {
    category: { access: "dostęp", emergency: "alarm", system: "system", info: "informacja" },
    priority: { critical: "krytyczny", high: "wysoki", medium: "średni", low: "niski" },
    source: {
      push: "przesłane",
      pull: "odpytane",
      syslog: "syslog",
      import: "zaimportowane",
      api: "Doorbook",
    },
    late: { true: "z opóźnieniem", false: "na czas" },
  },
  nl: {
    category: { access: "toegang", emergency: "noodgeval", system: "systeem", info: "informatie" },
    priority: { critical: "kritiek", high: "hoog", medium: "gemiddeld", low: "laag" },
    source: {
      push: "gestuurd",
      pull: "opgehaald",
      syslog: "syslog",
      import: "geïmporteerd",
      api: "Doorbook",
    },
    late: { true: "te laat", false: "op tijd" },
  },
  tr: {
    category: { access: "erişim", emergency: "acil durum", system: "sistem", info: "bilgi" },
    priority: { critical: "kritik", high: "yüksek", medium: "orta", low: "düşük" },
    source: {
      push: "gönderildi",
      pull: "sorgulandı",
      syslog: "syslog",
      import: "içe aktarıldı",
      api: "Doorbook",
    },
    late: { true: "geç", false: "zamanında" },
  },
  fr: {
    category: { access: "accès", emergency: "urgence", system: "système", info: "information" },
    priority: { critical: "critique", high: "élevée", medium: "moyenne", low: "basse" },
    source: {
      push: "envoyé",
      pull: "interrogé",
      syslog: "syslog",
      import: "importé",
      api: "Doorbook",
    },
    late: { true: "en retard", false: "à temps" },
  },
  da: {
    category: {
      access: "adgang",
      emergency: "nødsituation",
      system: "system",
      info: "information",
    },
    priority: { critical: "kritisk", high: "høj", medium: "middel", low: "lav" },
    source: {
      push: "sendt",
      pull: "hentet",
      syslog: "syslog",
      import: "importeret",
      api: "Doorbook",
    },
    late: { true: "forsinket", false: "til tiden" },
  },
};

/** What a value of a field is called; one that there is no word for stands for itself. */
export function wordFor(locale: Locale, field: WordedField, value: string): string {
  const words: object =
    field === "type" ? TEXTS[locale].formats.identifierType : WORDS[locale][field];
  // `other` is what types are said with that there is no word for
  const word: unknown = value === "other" ? undefined : new Map(Object.entries(words)).get(value);
  return typeof word === "string" ? word : value;
}
