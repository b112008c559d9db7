import i18next from "i18next";

/** The window itself could not start: said without React, which may be what failed. */
export function showStartFailure(root: HTMLElement, error: unknown): void {
  const panel = document.createElement("main");
  panel.setAttribute("role", "alert");
  panel.style.cssText = "max-width:640px;margin:96px auto;padding:0 24px;line-height:1.5";
  const title = document.createElement("h1");
  title.style.fontSize = "20px";
  title.textContent = i18next.t("shell.failed_start_title");
  const text = document.createElement("p");
  text.textContent = i18next.t("shell.failed_start_text");
  const button = document.createElement("button");
  button.textContent = i18next.t("shell.reload");
  button.style.cssText = "font:inherit;padding:8px 16px";
  button.addEventListener("click", () => window.location.reload());
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = i18next.t("common.details");
  const said = document.createElement("pre");
  said.style.whiteSpace = "pre-wrap";
  said.textContent = error instanceof Error ? error.message : String(error);
  details.append(summary, said);
  panel.append(title, text, button, details);
  root.replaceChildren(panel);
}
