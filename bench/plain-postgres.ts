import pg from "pg";
import type { View } from "../src/event/query.ts";

/** What a page is, the naive way. */
interface NaivePage {
  readonly total: number;
  readonly seqs: readonly number[];
}

/** The same events in a plain table, asked by `COUNT(*)` and by `OFFSET` from the nearer end. */
export class PlainPostgres implements AsyncDisposable {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** @param name of the dataset that was copied */
  static async open(url: string, name: string): Promise<PlainPostgres> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`SET search_path = plain_${name}`);
    return new PlainPostgres(client);
  }

  /** Whole events are read, as a page needs them. */
  async page(view: View, offset: number, limit: number): Promise<NaivePage> {
    const [where, values] = whereOf(view);
    const [[count] = []] = await this.#rows(`SELECT count(*) FROM event WHERE ${where}`, values);
    const total = Number(count);
    const isNearEnd = offset > total / 2;
    const order = isNearEnd ? "at DESC, seq DESC" : "at, seq";
    const wanted = Math.min(limit, Math.max(0, total - offset));
    const skip = isNearEnd ? total - offset - wanted : offset;
    const sql = `SELECT * FROM event WHERE ${where} ORDER BY ${order} LIMIT ${wanted} OFFSET ${skip}`;
    const seqs = (await this.#rows(sql, values)).map(([seq]) => Number(seq));
    return { total, seqs: isNearEnd ? seqs.toReversed() : seqs };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }

  async #rows(text: string, values: readonly unknown[]): Promise<unknown[][]> {
    const { rows } = await this.#client.query<unknown[]>({
      text,
      values: [...values],
      rowMode: "array",
    });
    return rows;
  }
}

function whereOf(view: View): [string, unknown[]] {
  const conditions = ["true"];
  const values: unknown[] = [];
  if (view.panels !== undefined) conditions.push(`panel = ANY ($${values.push(view.panels)})`);
  if (view.floor > 0) conditions.push(`seq > $${values.push(view.floor)}`);
  return [conditions.join(" AND "), values];
}
