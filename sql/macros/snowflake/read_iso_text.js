// read_iso_text(iso varchar) returns varchar
// uses: calendar_text
function read_iso_text(iso) {
  if (!/^(?:19|2[01])\d{2}-/.test(iso)) return null;
  const mark = (kind, text) => (text === null ? null : kind + text);
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(iso)) return mark("D", calendar_text(iso));
  const clock = "[^\\t\\n\\f\\r ]{8,10} (?:[01]?\\d|2[0-3]):\\d{2}:\\d{2}(?:\\.\\d+)?";
  if (new RegExp(`^${clock}$`).test(iso)) return mark("L", calendar_text(iso));
  const moved = (text, minutes) => {
    if (text === null) return null;
    const instant = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`) + minutes * 60000;
    return new Date(instant).toISOString().slice(0, 19).replace("T", " ") + text.slice(19);
  };
  if (/^[^\t\n\f\r ]{8,10} (?:0?[1-9]|1[0-2]):\d{2}:\d{2}(?:\.\d+)? ?[AP]\.?M\.?$/.test(iso)) {
    const text = calendar_text(iso.replace(/ ?[AP]\.?M\.?$/, ""));
    const hours = (/P\.?M\.?$/.test(iso) ? 12 : 0) - (/ 12:/.test(iso) ? 12 : 0);
    return mark("L", moved(text, hours * 60));
  }
  if (new RegExp(`^${clock} ?(?:Z|UTC|GMT)$`).test(iso)) {
    return mark("Z", calendar_text(iso.replace(/ ?(?:Z|UTC|GMT)$/, "")));
  }
  const offset = new RegExp(`^(${clock}) ?(?:UTC|GMT)?([+-])(0?\\d|1[0-5])(?::?([0-5]\\d))?$`).exec(
    iso,
  );
  if (!offset) return null;
  const minutes = Number(offset[3]) * 60 + Number(offset[4] || 0);
  return mark("Z", moved(calendar_text(offset[1]), offset[2] === "+" ? -minutes : minutes));
}
