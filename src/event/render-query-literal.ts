/** A text as a value or a phrase of a query: in quotes, those in it doubled. */
export function renderQueryLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
