/** What keeps a text from being a query of the book; the message says what was expected. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  /** Where in the text, in UTF-16 units from 0 to its length. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}
