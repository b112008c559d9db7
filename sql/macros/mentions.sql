-- Whether lower-case text speaks of a theme: delay, damage, size, quality, service or price.
-- Beginnings of words in English, German, French, Spanish and Italian.
create or replace macro mentions(words, theme) as
  regexp_matches(
    words,
    case theme
      when 'delay' then
        '\b(late|delay|slow|wait|never arriv|verspät|zu spät|retard|tarde|ritardo)'
      when 'damage' then
        '\b(damage|brok|crack|dent|scratch|torn|beschädigt|kaputt|cassé|abîmé|dañad|danneggiat)'
      when 'size' then
        '\b(siz(e|ing)|fits?\b|too (small|big|large|tight)|größe|zu (klein|groß)|taille|talla|taglia)'
      when 'quality' then
        '\b(quality|cheap|flims|faulty|defect|stopped work|qualität|qualité|calidad|qualità)'
      when 'service' then
        '\b(service|support|staff|rude|repl(y|ie)|refund|kundendienst|antwort|servicio|servizio)'
      when 'price' then
        '\b(price|pricey|expensive|overpriced|preis|teuer|prix|cher\b|precio|caro\b|prezzo)'
    end
  );
