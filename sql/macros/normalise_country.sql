-- The country of a lower-case name or code without points; null for any other.
create or replace macro country_of_name(name) as
  case
    when name in ('de', 'deu', 'ger', 'germany', 'deutschland', 'allemagne', 'alemania') then 'Germany'
    when name in ('at', 'aut', 'austria', 'österreich', 'oesterreich', 'autriche') then 'Austria'
    when name in ('ch', 'che', 'switzerland', 'schweiz', 'suisse', 'svizzera') then 'Switzerland'
    when name in ('fr', 'fra', 'france', 'frankreich', 'francia') then 'France'
    when name in ('nl', 'nld', 'netherlands', 'the netherlands', 'holland', 'nederland', 'niederlande') then 'Netherlands'
    when name in ('be', 'bel', 'belgium', 'belgien', 'belgique', 'belgië') then 'Belgium'
    when name in ('lu', 'lux', 'luxembourg', 'luxemburg') then 'Luxembourg'
    when name in ('it', 'ita', 'italy', 'italien', 'italia', 'italie') then 'Italy'
    when name in ('es', 'esp', 'spain', 'spanien', 'españa', 'espagne') then 'Spain'
    when name in ('pt', 'prt', 'portugal') then 'Portugal'
    when name in ('gb', 'uk', 'gbr', 'united kingdom', 'great britain', 'großbritannien') then 'United Kingdom'
    when name in ('ie', 'irl', 'ireland', 'irland') then 'Ireland'
    when name in ('us', 'usa', 'united states', 'united states of america', 'vereinigte staaten') then 'United States'
    when name in ('pl', 'pol', 'poland', 'polen', 'polska') then 'Poland'
    when name in ('cz', 'cze', 'czechia', 'czech republic', 'tschechien') then 'Czechia'
    when name in ('dk', 'dnk', 'denmark', 'dänemark', 'danmark') then 'Denmark'
    when name in ('se', 'swe', 'sweden', 'schweden', 'sverige') then 'Sweden'
    when name in ('no', 'nor', 'norway', 'norwegen', 'norge') then 'Norway'
    when name in ('fi', 'fin', 'finland', 'finnland', 'suomi') then 'Finland'
    when name in ('ca', 'can', 'canada', 'kanada') then 'Canada'
    when name in ('au', 'aus', 'australia', 'australien') then 'Australia'
  end;

-- A country as one English name: common codes and own-language names of the countries most shops sell to are
-- translated, every other text keeps its words with the white space repaired.
create or replace macro normalise_country(v) as
  case
    when v in ('Germany', 'Austria', 'Switzerland', 'France', 'Netherlands', 'United States', 'United Kingdom') then v
    else coalesce(
        list_transform([replace(normalise_name(v), '.', '')], lambda name: country_of_name(name))[1], clean_text(v)
      )
  end;
