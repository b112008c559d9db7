// normalise_key(v varchar) returns varchar
// uses: squeeze_text
function normalise_key(v) {
  if (/^[\x21-\x26\x28-\x7F][\x00-\x7F]*$/.test(v) && !/[ .\t\n\r]/.test(v)) return v;
  return squeeze_text(v).replace(/^[' ]*(?:([0-9]+)\.0+$)?/, (all, digits) => digits || "") || null;
}
