import { blockNames } from '../block-names.ts'
import { type Check, nothing } from '../check.ts'
import { figureOf } from '../visit.ts'

export const checks: readonly Check[] = [
  {
    says: 'where WebAssembly is refused each figure that computes carries on by the reference, and says so',
    async run({ open }) {
      const { page } = await open('no-wasm', '', { still: true, expected: /WebAssembly|wasm-eval/ })
      const silent: string[] = []
      for (const block of blockNames) {
        await page.locator(`#${block} .figure`).scrollIntoViewIfNeeded()
        await figureOf(page, block)
        const text = await page.locator(`#${block} .figure`).textContent()
        if (!/WebAssembly|reference/i.test(text ?? '')) silent.push(block)
      }
      nothing(silent, 'These blocks do not say it')
    },
  },
]
