// iso_text(v varchar, format varchar) returns varchar
// uses: squeeze_text
function iso_text(v, format) {
  const text = Array.from(squeeze_text(v), (letter) =>
    letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter,
  ).join("");
  const month = (name) => {
    const lists = [
      "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC",
      "ENE FEB MÄR ABR MAI JUN JUL AGO SET OKT NOV DEZ",
      "GEN FEB MRZ APR MAG GIU LUG AUG SEP OTT NOV DIC",
      "JAN FEB MAA APR MEI JUN JUL AUG SEP OKT NOV DEC",
    ];
    const start = Array.from(name).slice(0, 3).join("");
    return Math.floor((Math.max(...lists.map((list) => list.indexOf(start) + 1)) + 3) / 4);
  };
  const named = () => {
    const dayFirst = /^(?:[A-ZÀ-Þ]+\.?,? )?\d{1,2}(?:ST|ND|RD|TH|\.)?[ -][A-ZÀ-Þ]{3}/.test(text);
    const match = dayFirst
      ? /^(?:[A-ZÀ-Þ]+\.?,? )?(\d{1,2})(?:ST|ND|RD|TH|\.)?[ -]([A-ZÀ-Þ]{3,})[., -]+(\d{4})\b(.*)$/.exec(
          text,
        )
      : /^(?:[A-ZÀ-Þ]+\.?,? )?([A-ZÀ-Þ]{3,})\.? (\d{1,2})(?:ST|ND|RD|TH)?,? (\d{4})\b(.*)$/.exec(
          text,
        );
    if (!match) return "";
    const [day, name] = dayFirst ? [match[1], match[2]] : [match[2], match[1]];
    return `${match[3]}-${month(name)}-${day}${match[4]}`;
  };
  let first;
  if ((format === "dmy" || format === "mdy") && /^\d{1,2}[./-]\d{1,2}[./-]\d\d/.test(text)) {
    first = text
      .replace(/^(\d+.\d+.)([0-6]\d)(\D|$)/, (all, a, b, c) => `${a}20${b}${c}`)
      .replace(/^(\d+.\d+.)([7-9]\d)(\D|$)/, (all, a, b, c) => `${a}19${b}${c}`)
      .replace(/^(\d+).(\d+).(\d{4})(\D|$)/, (all, a, b, y, rest) =>
        format === "dmy" ? `${y}-${b}-${a}${rest}` : `${y}-${a}-${b}${rest}`,
      );
  } else if (/^\d{1,2}(?:ST|ND|RD|TH|\.)?[ -][A-ZÀ-Þ]{3,}|^[A-ZÀ-Þ]{2,}/.test(text)) {
    first = named();
  } else {
    first = text
      .replace(/^(\d{4})[-/.](\d{1,2})[-/.]/, (all, y, m) => `${y}-${m}-`)
      .replace(/^(\d{4})(\d\d)(\d\d)(\D|$)/, (all, y, m, d, rest) => `${y}-${m}-${d}${rest}`);
  }
  return first
    .replace(/^(\d{4}-\d{1,2}-\d{1,2})(?:, | AT | UM |,|T)(\d)/, (all, a, b) => `${a} ${b}`)
    .replace(/^([^\t\n\f\r ]+ \d{1,2}:\d\d)([^:\d]|$)/, (all, a, b) => `${a}:00${b}`)
    .replace(/^([^\t\n\f\r ]+ \d{1,2}:\d\d:\d\d),(\d)/, (all, a, b) => `${a}.${b}`);
}
