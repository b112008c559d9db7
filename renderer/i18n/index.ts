import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import * as de from "./de.ts";
import * as en from "./en.ts";

export const CATALOGUES = { en: { ...en }, de: { ...de } } as const;
export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as Language[];

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

/** Texts are ready before the first paint: both catalogues are part of the bundle. */
export async function startTexts(language: Language): Promise<void> {
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: CATALOGUES.en }, de: { translation: CATALOGUES.de } },
    // React writes texts as text.
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  i18next.on("languageChanged", (chosen) => (document.documentElement.lang = chosen));
}
