// squeeze_text(v varchar) returns varchar
function squeeze_text(v) {
  return v
    .replace(/[\p{Cf}\x01-\x08\x0E-\x1F\x7F]+/gu, "")
    .replace(/[\t\n\f\r \x0B\x85\p{Z}]+/gu, " ")
    .replace(/^ +| +$/g, "");
}
