// read_decimal(v varchar) returns varchar
function read_decimal(v) {
  const match =
    /^[\t\n\v\f\r ]*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?[\t\n\v\f\r ]*$/.exec(
      v.replace(/(\d)_(?=\d)/g, "$1"),
    );
  if (!match || (match[2] || "") + (match[3] || "") === "") return null;
  const fraction = match[3] || "";
  let digits = (match[2] || "") + fraction;
  // Four decimals, rounded half away from zero; more than fourteen digits before the point do not fit.
  const shift = Number(match[4] || 0) - fraction.length + 4;
  if (shift >= 0) digits += "0".repeat(Math.min(shift, 40));
  const cut = shift < 0 ? digits.length + shift : digits.length;
  let units = cut > 0 ? BigInt(digits.slice(0, cut)) : BigInt(0);
  if (shift < 0 && cut >= 0 && digits.charAt(cut) >= "5") units += BigInt(1);
  if (units >= BigInt("1000000000000000000")) return null;
  const text = String(units).padStart(5, "0");
  const sign = match[1] === "-" && units > BigInt(0) ? "-" : "";
  return sign + text.slice(0, -4) + "." + text.slice(-4);
}
