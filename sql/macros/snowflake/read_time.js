// read_time(v varchar, format varchar) returns varchar
// uses: calendar_text, iso_text, read_iso_text, read_serial
function read_time(v, format) {
  // A letter and a time: D is a date without a time, L the clock of the source's zone, Z is UTC.
  if (format === "excel") return read_serial(v);
  const mark = (kind, text) => (text === null ? null : kind + text);
  const common = () => {
    if (/^.{4}-..-.{5}:..:..$/su.test(v) || /^.{4}-..-.{5}:..:..\..{3}$/su.test(v)) {
      return mark("L", calendar_text(v));
    }
    if (/^.{4}-..-..$/su.test(v)) return mark("D", calendar_text(v));
    if (/^.{4}-..-.{5}:..:..(\..{3})?Z$/su.test(v)) return mark("Z", calendar_text(v.slice(0, -1)));
    const day = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(v);
    if (!day || (format !== "dmy" && (format !== "mdy" || day[2] !== "/"))) return null;
    if (day[7] !== undefined && day[5].length < 2) return null;
    const [d, m] = format === "dmy" ? [day[1], day[3]] : [day[3], day[1]];
    if (day[5] === undefined) return mark("D", calendar_text(`${day[4]}-${m}-${d}`));
    return mark("L", calendar_text(`${day[4]}-${m}-${d} ${day[5]}:${day[6]}:${day[7] || "00"}`));
  };
  return common() || read_iso_text(iso_text(v, format));
}
