import { type Law, nothing } from '../check.ts'
import { figureOf } from '../visit.ts'

export const law: Law = {
  says: 'each picture has a sentence for those who do not see it, and each block its text, code and link',
  async check({ open }, { id }) {
    const { page } = await open('plain', `#${id}`)
    await figureOf(page, id)
    nothing(await page.evaluate(withoutSentence, id), 'These have no sentence')
    nothing(
      await page.evaluate(
        (block) =>
          ['h2', '.text', '.try', '.figure', '[data-link]', 'details code'].filter(
            (part) => !document.querySelector(`#${block} ${part}`)?.textContent?.trim(),
          ),
        id,
      ),
      'These are missing',
    )
  },
}

/** Pictures that are seen, but not hidden from or described to screen readers. */
function withoutSentence(block: string): string[] {
  const pictures = [...document.querySelectorAll(`#${block} .figure :is(svg, canvas, img)`)]
  return pictures
    .filter(
      (one) =>
        one.checkVisibility() &&
        one.closest('[aria-hidden=true]') === null &&
        one.parentElement?.closest('svg') === null,
    )
    .filter((one) => {
      const labeled = one.closest('[aria-label], [aria-labelledby]')
      const within = labeled !== null && !labeled.matches('section, fieldset')
      const by = labeled?.getAttribute('aria-labelledby')
      const label = by ? document.getElementById(by)?.textContent : labeled?.getAttribute('aria-label')
      return !within || (label ?? '').trim().split(/\s+/).length < 4
    })
    .map((one) => one.outerHTML.slice(0, 160))
}
