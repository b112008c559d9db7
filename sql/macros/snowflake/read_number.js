// read_number(v varchar, format varchar, kind varchar) returns varchar
// uses: read_decimal
function read_number(v, format, kind) {
  const comma = format === "comma";
  if (!comma || !v.includes(".")) {
    const plain = read_decimal(comma ? v.replace(/,/g, ".") : v);
    if (plain !== null) return plain;
  }
  let text = comma ? v.replace(/[.,]/g, (sign) => (sign === "." ? "," : ".")) : v;
  const currency = new RegExp(
    "[\\t\\n\\f\\r \\u00A0\\u202F]*(?:US\\$|C\\$|A\\$|R\\$|[$€£¥₹₺₽₩₪฿₫₴₦]|zł|kč|kr[.,]?|s?fr[.,]?|rs[.,]?|ft|lei|euros?" +
      "|EUR|USD|GBP|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|JPY|CNY|RMB|INR|AUD|CAD|NZD|BRL|MXN|TRY|ZAR|SGD|HKD" +
      "|KRW|ILS|AED|SAR|THB|TWD|RUB|UAH)[\\t\\n\\f\\r \\u00A0\\u202F]*",
    "giu",
  );
  if (kind === "amount") text = text.replace(currency, "¤");
  const written = new RegExp(
    "^[\\t\\n\\f\\r \\u00A0]*(?:[+\\-−–]?[\\t\\n\\f\\r ]*¤?|¤[+\\-−–][\\t\\n\\f\\r ]*|¤?\\([\\t\\n\\f\\r ]*¤?)" +
      "(?:\\d+|[1-9]\\d{0,2}(?:,\\d{3})+|[1-9]\\d{0,2}(?:[ \\u00A0\\u2009\\u202F]\\d{3})+|[1-9]\\d{0,2}(?:['’]\\d{3})+)" +
      "(?:\\.\\d+)?¤?(?:[\\t\\n\\f\\r ]*[\\-−]|[\\t\\n\\f\\r ]*\\))?¤?[\\t\\n\\f\\r \\u00A0]*$",
  );
  if (!written.test(text) || /[+\-−–(].*[+\-−–]|^[^(]*\)|\([^)]*$|¤¤/.test(text)) return null;
  if (kind !== "amount" && /[¤(]/.test(text)) return null;
  return read_decimal((/[−–(-]/.test(text) ? "-" : "") + text.replace(/[^0-9.]+/g, ""));
}
