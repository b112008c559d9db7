-- Yes and no of a lower-case word.
create or replace macro boolean_of_name(name) as
  case
    when name in (
      'true', 't', 'yes', 'y', '1', '1.0', 'on', 'x', '✓', '✔', '☑', 'active', 'enabled', 'available',
      'published', 'live', 'ja', 'j', 'wahr', 'aktiv', 'oui', 'vrai', 'actif', 'si', 'sí', 'sì', 'verdadero',
      'vero', 'activo', 'attivo', 'sim', 'verdadeiro', 'ativo', 'tak', 'actief', 'waar', 'kyllä'
    ) then true
    when name in (
      'false', 'f', 'no', 'n', '0', '0.0', 'off', '✗', '✘', '☐', 'inactive', 'disabled', 'unavailable',
      'archived', 'draft', 'discontinued', 'nein', 'falsch', 'inaktiv', 'non', 'faux', 'inactif',
      'falso', 'inactivo', 'inattivo', 'não', 'nao', 'inativo', 'nie', 'nee', 'inactief', 'onwaar', 'nej', 'ei'
    ) then false
  end;

-- Yes and no as shops and spreadsheets write them, in several languages; anything else is null.
create or replace macro parse_boolean(v) as
  case
    when v in ('yes', 'true', '1') then true
    when v in ('no', 'false', '0') then false
    else list_transform([normalise_name(v)], lambda name: boolean_of_name(name))[1]
  end;
