// mentions(words varchar, theme varchar) returns boolean
function mentions(words, theme) {
  const themes = {
    delay: /\b(late|delay|slow|wait|never arriv|verspät|zu spät|retard|tarde|ritardo)/,
    damage:
      /\b(damage|brok|crack|dent|scratch|torn|beschädigt|kaputt|cassé|abîmé|dañad|danneggiat)/,
    size: /\b(siz(e|ing)|fits?\b|too (small|big|large|tight)|größe|zu (klein|groß)|taille|talla|taglia)/,
    quality: /\b(quality|cheap|flims|faulty|defect|stopped work|qualität|qualité|calidad|qualità)/,
    service:
      /\b(service|support|staff|rude|repl(y|ie)|refund|kundendienst|antwort|servicio|servizio)/,
    price: /\b(price|pricey|expensive|overpriced|preis|teuer|prix|cher\b|precio|caro\b|prezzo)/,
  };
  return Object.prototype.hasOwnProperty.call(themes, theme) ? themes[theme].test(words) : null;
}
