import fc from "fast-check";

/** One JSON text twice: with white space between its tokens and without. */
export interface SpacedJson {
  readonly spaced: string;
  readonly compact: string;
}

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

const token = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
  fc.stringMatching(/^"( |\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}|[a-z,:{}[\]Ж])*"$/),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,8})?([eE][+-]?[0-9]{1,3})?$/),
  fc.constantFrom("null", "true", "false", '""', '"__proto__"'),
);

const name = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom('"a b"', '"__proto__"', '"owner"', '"number"', '"lock"'),
);

/** Writes parts one behind the other, with white space before and after each. */
function written(parts: readonly SpacedJson[], spaces: readonly string[]): SpacedJson {
  const at = (index: number) => spaces[index % spaces.length] ?? "";
  return {
    spaced: parts.map((part, index) => at(2 * index) + part.spaced + at(2 * index + 1)).join(""),
    compact: parts.map((part) => part.compact).join(""),
  };
}

const plain = (text: string): SpacedJson => ({ spaced: text, compact: text });

function listed(open: string, elements: readonly (readonly SpacedJson[])[], close: string) {
  const inside = elements.flatMap((parts, index) => (index === 0 ? parts : [plain(","), ...parts]));
  return [plain(open), ...inside, plain(close)];
}

const spaces = fc.array(space, { minLength: 1, maxLength: 7 });

const { object } = fc.letrec<{ value: SpacedJson; object: SpacedJson }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: token.map(plain) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(tie("value"), { maxLength: 4 }), spaces)
        .map(([elements, between]) =>
          written(
            listed(
              "[",
              elements.map((element) => [element]),
              "]",
            ),
            between,
          ),
        ),
    },
    { weight: 1, arbitrary: tie("object") },
  ),
  object: fc
    .tuple(fc.array(fc.tuple(name, tie("value")), { maxLength: 5 }), spaces)
    .map(([members, between]) =>
      written(
        listed(
          "{",
          members.map(([member, value]) => [plain(member), plain(":"), value]),
          "}",
        ),
        between,
      ),
    ),
}));

/** Any JSON object: members twice, 20-digit numbers, escapes of every kind. */
export function spacedJson(): fc.Arbitrary<SpacedJson> {
  return object;
}
