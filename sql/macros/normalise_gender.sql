-- The gender of a lower-case name; anything else is unknown.
create or replace macro gender_of_name(name) as
  case
    when name is null then null
    when name in (
      'female', 'f', 'w', 'woman', 'weiblich', 'frau', 'femme', 'féminin', 'mujer', 'femenino', 'donna',
      'femmina', 'vrouw', 'kobieta', 'kvinna', 'kvinde', 'ms', 'mrs', 'miss'
    ) then 'female'
    when name in (
      'male', 'm', 'man', 'männlich', 'herr', 'mann', 'homme', 'masculin', 'hombre', 'masculino', 'uomo',
      'maschio', 'mężczyzna', 'mr'
    ) then 'male'
    when name in (
      'diverse', 'd', 'divers', 'x', 'other', 'non-binary', 'nonbinary', 'non binary', 'nb', 'andere', 'autre',
      'otro', 'altro', 'inne'
    ) then 'diverse'
    else 'unknown'
  end;

-- female, male, diverse or unknown; null and blank stay null.
create or replace macro normalise_gender(v) as
  case
    when v in ('female', 'male', 'diverse') then v
    else list_transform([normalise_name(v)], lambda name: gender_of_name(name))[1]
  end;
