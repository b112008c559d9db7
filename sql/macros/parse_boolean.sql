-- Yes and no as shops and spreadsheets write them, in several languages; anything else is null.
create or replace macro parse_boolean(v) as
  case
    when v is null then null
    when normalise_name(v) in (
      'true', 't', 'yes', 'y', '1', '1.0', 'on', 'x', '✓', '✔', '☑', 'active', 'enabled', 'available',
      'published', 'live', 'ja', 'j', 'wahr', 'aktiv', 'oui', 'vrai', 'actif', 'si', 'sí', 'sì', 'verdadero',
      'vero', 'activo', 'attivo', 'sim', 'verdadeiro', 'ativo', 'tak', 'actief', 'waar', 'kyllä'
    ) then true
    when normalise_name(v) in (
      'false', 'f', 'no', 'n', '0', '0.0', 'off', '✗', '✘', '☐', 'inactive', 'disabled', 'unavailable',
      'archived', 'draft', 'discontinued', 'nein', 'falsch', 'inaktiv', 'non', 'faux', 'inactif',
      'falso', 'inactivo', 'inattivo', 'não', 'nao', 'inativo', 'nie', 'nee', 'inactief', 'onwaar', 'nej', 'ei'
    ) then false
  end;
