// calendar_text(v varchar) returns varchar
function calendar_text(v) {
  // `Y-M-D` with or without `h:mm:ss[.f]`, as `YYYY-MM-DD hh:mm:ss.ffffff`; null for what no calendar or clock has.
  const match =
    /^[ \t\n\v\f\r]*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2}):(\d{2})(?:\.(\d+))?)?[ \t\n\v\f\r]*$/.exec(
      v,
    );
  if (!match) return null;
  const [, y, mo, d, h = "0", mi = "0", s = "0", f = ""] = match;
  const [year, month, day] = [Number(y), Number(mo), Number(d)];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return null;
  if (h === "24" && Number(mi + s + f) === 0) {
    const next = new Date(Date.UTC(year, month - 1, day + 1));
    return `${next.toISOString().slice(0, 10)} 00:00:00.000000`;
  }
  if (Number(h) > 23 || Number(mi) > 59 || Number(s) > 59) return null;
  const two = (part) => String(Number(part)).padStart(2, "0");
  return `${y}-${two(mo)}-${two(d)} ${two(h)}:${two(mi)}:${two(s)}.${f.slice(0, 6).padEnd(6, "0")}`;
}
