/** Names of one language: every given name goes with every family name. */
interface NameStock {
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** What stands between given and family name; `null` where the family name comes first, unspaced. */
  readonly between: string | null;
}

/**
 * Common names in the scripts that panels meet, to be put together at random: nobody is meant. The
 * family names are those that do not change with the given name.
 */
export const NAME_STOCKS: readonly NameStock[] = [
  {
    given: ["Alice", "Oliver", "Grace", "Noah", "Edith", "Liam"],
    family: ["Harper", "O'Dell", "Whitlock", "Marsh-Penn", "Fielding"],
    between: " ",
  },
  {
    given: ["Zofia", "Łukasz", "Małgorzata", "Paweł", "Żaneta"],
    family: ["Nowak", "Wróbel", "Gąska", "Pietrzyk", "Sikora"],
    between: " ",
  },
  {
    given: ["Søren", "Åse", "Freja", "Jørgen", "Ida"],
    family: ["Østergård", "Bæk", "Lindholm", "Kjær"],
    between: " ",
  },
  {
    given: ["Inés", "Íñigo", "Lucía", "Joaquín"],
    family: ["Muñoz Rey", "Ibáñez", "de la Peña", "Quiroga"],
    between: " ",
  },
  {
    given: ["Çağla", "İlker", "Gülşen", "Ömer"],
    family: ["Yıldırım", "Şahin", "Öztürk", "Güneş"],
    between: " ",
  },
  {
    given: ["Élodie", "Benoît", "Maëlle", "Loïc", "Anaïs"],
    family: ["Lefèvre", "Garçon", "Duchêne", "Mercier"],
    between: " ",
  },
  {
    given: ["Оксана", "Андрій", "Соломія", "Євген", "Юлія"],
    family: ["Коваленко", "Мельник", "Гайдук", "Щербань", "Ткач"],
    between: " ",
  },
  {
    given: ["Мария", "Игорь", "Алёна", "Семён", "Ирина"],
    family: ["Седых", "Черных", "Бондарь", "Коваль", "Долгих"],
    between: " ",
  },
  {
    given: ["ნინო", "გიორგი", "თამარი", "ლევანი"],
    family: ["კაპანაძე", "ლომიძე", "ბერიძე"],
    between: " ",
  },
  { given: ["יעל", "אורי", "נועה"], family: ["שגיא", "ברקת", "אלון"], between: " " },
  { given: ["ليلى", "سامر", "هدى"], family: ["الحداد", "النجار", "درويش"], between: " " },
  { given: ["晓雯", "志远", "子涵"], family: ["林", "赵", "欧阳"], between: null },
];
