// read_serial(v varchar) returns varchar
function read_serial(v) {
  const plain = v.replace(/(\d)_(?=\d)/g, "$1");
  if (!/^[\t\n\v\f\r ]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[\t\n\v\f\r ]*$/.test(plain))
    return null;
  const serial = Number(plain.trim());
  if (!(serial >= 61 && serial < 109575)) return null;
  const whole = /^[\t\n\f\r ]*\d+(?:\.0*)?[\t\n\f\r ]*$/.test(v);
  const milliseconds = whole
    ? (serial - 25569) * 86400000
    : Math.round((serial - 25569) * 86400000);
  const text = new Date(milliseconds).toISOString();
  return `${whole ? "D" : "L"}${text.slice(0, 10)} ${text.slice(11, 23)}000`;
}
