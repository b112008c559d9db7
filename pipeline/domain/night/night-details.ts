import { counted, dayText } from "#domain/quality/sentences.ts";

/** `Complete through Sun 22 Nov; 14 rows set aside.` Empty when neither is known. */
export function nightDetails(
  facts: { readonly complete_through: string | null; readonly rows_set_aside: number | null },
  time_zone: string,
): string {
  const { complete_through: day, rows_set_aside: rows } = facts;
  const reading = { now: `${day}T12:00:00.000Z`, time_zone };
  const parts = [
    ...(day === null ? [] : [`complete through ${dayText(`${day}T12:00:00.000Z`, reading)}`]),
    ...(rows === null ? [] : [`${counted(rows, "row")} set aside`]),
  ];
  if (parts.length === 0) return "";
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
