// PostgreSQL's catalog has columns of the one-byte type "char", such as pg_constraint.contype. The schema engine reads
// them as characters; @prisma/adapter-pg 7.10 knows no such type and refuses the whole answer ("Column type 'char' could
// not be deserialized"). The pool hides the type from the adapter and the adapter's answer gets it back.
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlQuery, type SqlResultSet } from "@prisma/driver-adapter-utils";
import { Pool, type QueryResult, types } from "pg";

/** Which columns of an answer are of type "char", by the array of its rows, which the adapter hands on as it is. */
const charColumns = new WeakMap<object, number[]>();

export class CatalogPool extends Pool {
  override async query(...args: unknown[]): Promise<never> {
    const result = await (super.query as (...args: unknown[]) => Promise<QueryResult>).apply(this, args);
    const columns: number[] = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== types.builtins.CHAR) continue;
      field.dataTypeID = types.builtins.TEXT;
      columns.push(index);
    }
    if (columns.length > 0) charColumns.set(result.rows, columns);
    return result as never;
  }
}

export class CatalogAdapterFactory extends PrismaPg {
  constructor(pool: CatalogPool) {
    super(pool);
  }

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query: SqlQuery): Promise<SqlResultSet> => {
      const answer = await queryRaw(query);
      for (const index of charColumns.get(answer.rows) ?? [])
        answer.columnTypes[index] = ColumnTypeEnum.Character;
      return answer;
    };
    return adapter;
  }
}
