import { EXPORT_COLUMN_NAMES, isExportColumn } from "../../book/export/export-columns.ts";
import type { ExportColumnName } from "../../book/export/export-columns.ts";
import { AppError } from "../../event/errors.ts";
import { didYouMean } from "../../event/nearest.ts";

/** The columns that a list names, commas between. @throws AppError `invalid` for another */
export function askedColumns(list: string | undefined): readonly ExportColumnName[] | undefined {
  if (list === undefined) return undefined;
  return list.split(",").map((part) => {
    const name = part.trim();
    if (isExportColumn(name)) return name;
    const meant = didYouMean(name, EXPORT_COLUMN_NAMES);
    throw new AppError(
      "invalid",
      `columns: exports have no ${JSON.stringify(name)}${meant || `, but ${EXPORT_COLUMN_NAMES.join(", ")}`}`,
    );
  });
}
