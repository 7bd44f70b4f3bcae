/** What a schema finds wrong with a value. */
interface Finding {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Parts of a request that schemas are for, in words. */
const PLACES: Readonly<Record<string, string>> = {
  querystring: "parameter",
  params: "parameter",
  body: "member",
};

/** What is wrong with a request that a schema refuses, for people; `undefined` for another error. */
export function explainValidation(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("validation" in error)) return undefined;
  const validation: unknown = error.validation;
  const finding: unknown = Array.isArray(validation) ? validation[0] : undefined;
  if (!isFinding(finding)) return undefined;
  const place = "validationContext" in error ? String(error.validationContext) : "";
  return explain(finding, PLACES[place] ?? "member");
}

function explain({ instancePath, keyword, message, params }: Finding, what: string): string {
  const name = instancePath.slice(1).replaceAll("/", ".");
  const subject = name === "" ? "the body" : name;
  const { additionalProperty, missingProperty, allowedValues } = params;
  switch (keyword) {
    case "additionalProperties":
      return `there is no ${what} ${JSON.stringify(additionalProperty)}${name === "" ? "" : ` in ${name}`}`;
    case "required":
      return `the ${what} ${JSON.stringify(missingProperty)} is missing`;
    case "enum":
      return `${subject} must be one of ${Array.isArray(allowedValues) ? allowedValues.join(", ") : "a few words"}`;
    default:
      return `${subject} ${message ?? "is not as it should be"}`;
  }
}

function isFinding(value: unknown): value is Finding {
  return (
    typeof value === "object" &&
    value !== null &&
    "instancePath" in value &&
    typeof value.instancePath === "string" &&
    "keyword" in value &&
    "params" in value
  );
}
