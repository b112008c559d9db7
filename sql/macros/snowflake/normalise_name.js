// normalise_name(v varchar) returns varchar
// uses: squeeze_text
function normalise_name(v) {
  // One character at a time: the lower case of a sigma must not depend on where it stands.
  const lower = (text) => Array.from(text, (letter) => letter.toLowerCase()).join("");
  const plain = /^[\x21-\x7F][\x00-\x7F]*$/.test(v) && !/ $| {2}|[\t\n\r]/.test(v);
  return lower(plain ? v : squeeze_text(v)) || null;
}
