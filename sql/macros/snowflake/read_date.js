// read_date(v varchar, format varchar) returns varchar
// uses: calendar_text, iso_text, read_iso_text, read_serial
function read_date(v, format) {
  const date = (text) => (text === null ? null : text.replace(/^[DLZ]/, "").slice(0, 10));
  if (/^.{4}-..-..$/su.test(v)) return date(calendar_text(v));
  const day = /^[ ]*(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(v);
  if (day && format === "dmy") return date(calendar_text(`${day[4]}-${day[3]}-${day[1]}`));
  if (day && format === "mdy" && day[2] === "/")
    return date(calendar_text(`${day[4]}-${day[1]}-${day[3]}`));
  if (format === "excel") return date(read_serial(v));
  const iso = iso_text(v, format);
  if (read_iso_text(iso) === null) return null;
  const written = /^\d{4}-\d{1,2}-\d{1,2}/.exec(iso);
  return written ? date(calendar_text(written[0])) : null;
}
