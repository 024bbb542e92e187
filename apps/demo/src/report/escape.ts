/** Text as text in HTML, whatever is in it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A phrase as text in HTML, in which no line begins with %. */
export function phraseHtml(text: string): string {
  return escapeHtml(text).replaceAll(' %', '&nbsp;%')
}
