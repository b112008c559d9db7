// clean_text(v varchar) returns varchar
function clean_text(v) {
  if (/^[\x21-\x7F][\x00-\x7F]*$/.test(v) && !/[ \n\r\t]$/.test(v)) return v;
  const repair =
    /^[\t\n\f\r \p{Z}]|[\t\n\f\r \p{Z}]$|[\u00AD\u200B\u200E\u200F\u2060\uFEFF\u00A0\u2000-\u200A\u202F\u205F\u3000]/u;
  if (v >= "!" && !repair.test(v)) return v;
  const cleaned = v
    .replace(/[\u00AD\u200B\u200E\u200F\u2060\uFEFF]+/g, "")
    .replace(/\p{Zs}/gu, " ")
    .replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
  return cleaned || null;
}
