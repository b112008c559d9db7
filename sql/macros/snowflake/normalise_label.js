// normalise_label(v varchar) returns varchar
// uses: normalise_name
function normalise_label(v) {
  const own = ["VIP", "PayPal", "DHL", "UPS", "DPD", "GLS", "B2B", "B2C"];
  if (/^[A-Z][a-z]+(?: [A-Z][a-z]+)*$/.test(v) && !["Paypal", "Vip", "Dhl", "Ups"].includes(v))
    return v;
  if (own.includes(v)) return v;
  const upper = (letter) => {
    if (letter === "ß") return "ẞ";
    const capital = letter.toUpperCase();
    return capital.length === letter.length ? capital : letter;
  };
  const capitals = (text) => Array.from(text, upper).join("");
  const name = normalise_name(v.replace(/_/g, " "));
  if (name === null) return null;
  const short = "vip b2b b2c dhl ups dpd gls usps tnt sepa eps cod pos bnpl".split(" ");
  if (short.includes(name)) return capitals(name);
  const brands = { paypal: "PayPal", ideal: "iDEAL", fedex: "FedEx", ebay: "eBay" };
  if (Object.prototype.hasOwnProperty.call(brands, name)) return brands[name];
  const words = "vip b2b b2c dhl ups dpd gls usps tnt sepa eu uk us".split(" ");
  return name
    .split(" ")
    .map((word) => {
      if (words.includes(word)) return capitals(word);
      if (word === "paypal") return "PayPal";
      const [first = "", ...rest] = Array.from(word);
      return upper(first) + rest.join("");
    })
    .join(" ");
}
