/** Sixty secrets and personal strings, and where each is planted. None of them is a word of the product. */
const NAMES = [
  "Marta Kowalczyk",
  "Jan Østergaard",
  "Aylin Demirbağ",
  "Zoltán Szűcs",
  "Óscar Peñalver",
];
const PHONES = ["+49 151 2345 6789", "004420 7946 0958", "(212) 555-0147", "0176/99887766"];
const MAILS = [
  "marta.k@kowalczyk.example",
  "jan+shop@ostergaard.example",
  "aylin@demirbag.example",
];
const ADDRESSES = [
  "Lindenstraße 14b, 10969 Berlin",
  "4 rue des Écoles, 75005 Paris",
  "PO Box 7781",
];
const TOKENS = [
  "ya29.a0AfH6SMBx7Qk3planted",
  "1//0gPlantedRefreshTokenXYZ",
  "AIzaSyPlantedKey0123456789abcdefghijkl",
  "AKIAPLANTEDKEY000001",
  "wJalrXUtnFEMI/K7MDENG/bPlanted",
  "xoxb-planted-12345-abcdef",
  "ghp_plantedplantedplantedplanted0001",
  "eyJhbGciOiJIUzI1NiJ9.planted.sig",
  "sk_live_planted_51H8xYz",
  "hunter2-planted",
];

export interface Planted {
  /** In cells of a source. */
  readonly cells: readonly string[];
  /** In the workspace's file: names, paths, addresses. */
  readonly workspace: readonly string[];
  /** In logs: as event, field, error, stack. */
  readonly logs: readonly string[];
  /** In the journal: causes, reasons, changes. */
  readonly journal: readonly string[];
  /** In what nights leave. */
  readonly nights: readonly string[];
  /** In reads that are held, uploads and other files. */
  readonly files: readonly string[];
}

const numbered = (texts: readonly string[], place: string): string[] =>
  texts.map((text, index) => `${text} ${place}${index}`);

export const PLANTED: Planted = {
  cells: [...NAMES, ...PHONES, ...ADDRESSES].slice(0, 12),
  workspace: [
    "Martas geheime Kundenliste",
    ["", "home", "marta.kowalczyk", "Documents"].join("/"),
    "C:\\Users\\jan.ostergaard\\Desktop",
    "marta.k@kowalczyk.example",
    "boss@demirbag.example",
    "hooks.planted-chat.example",
    "planted-console.example",
    "planted-account@gserviceaccount.example",
  ],
  logs: [
    ...TOKENS,
    "Kunde Zoltán Szűcs nicht gefunden",
    ["", "home", "aylin", "projekte", "pipeline", "geheim.ts"].join("/"),
  ],
  journal: numbered([...MAILS, ...NAMES.slice(0, 3), ...TOKENS.slice(0, 4)], "j"),
  nights: numbered([...NAMES.slice(2), ...PHONES.slice(1), ...TOKENS.slice(5, 9)], "n"),
  files: numbered([...ADDRESSES, ...TOKENS.slice(0, 3), ...MAILS.slice(1)], "f"),
};

export const ALL_PLANTED: readonly string[] = Object.values(PLANTED).flat();

/** A text as it may appear in a file: as it is, in JSON, in an address, packed for mails. */
export function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("hex"),
    text.toLowerCase(),
  ];
}
